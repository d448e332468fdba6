import { expect } from '@jest/globals';
import { type Comparison, type Parity, quantile } from './compare-engines.ts';

export const firstMs = (endMs: number) => ({ trim: { startMs: 0, endMs } });
export const median = (sorted: Float64Array): number => quantile(sorted, 0.5);

export function expectSamePeople({ frames, both, disagreed }: Comparison, share = 0.9): void {
  expect(both).toBeGreaterThan(frames * share);
  expect(disagreed).toBeLessThanOrEqual(frames * 0.01);
}

/** Bounds for videos in which the reference agrees with itself this well. */
export function expectTheSameTracks({ native }: Parity): void {
  expectSamePeople(native);
  expect(median(native.pixels)).toBeLessThan(0.5);
  expect(quantile(native.pixels, 0.99)).toBeLessThan(2);
  expect(median(native.metres)).toBeLessThan(0.02);
}
