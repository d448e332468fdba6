import { describe, expect, test } from '@jest/globals';
import { OneEuroFilter } from './one-euro-filter.ts';

const filter = (beta = 0): OneEuroFilter =>
  new OneEuroFilter({ minCutoff: 1, beta, derivateCutoff: 1 });

/** Smoothing factor of a low-pass filter: 1 / (1 + f / 2πc). */
const share = (frequency: number, cutoff: number): number =>
  1 / (1 + frequency / (2 * Math.PI * cutoff));

describe('a one-euro filter', () => {
  test('passes the first value unchanged', () => {
    expect(filter().apply(5, 42, 1)).toBe(42);
  });

  test('follows a step slowly, and the more slowly the higher the frame rate', () => {
    for (const frequency of [10, 60]) {
      const calm = filter();
      calm.apply(1, 0, 1);
      expect(calm.apply(1 + 1 / frequency, 10, 1)).toBeCloseTo(10 * share(frequency, 1), 9);
    }
  });

  test('follows faster movement faster, in units of the scale', () => {
    const quick = filter(2);
    quick.apply(1, 0, 0.5);
    // 10 in a tenth of a second, times the scale of a half: 50 per second, of which the first step passes a share.
    const speed = share(10, 1) * 50;
    expect(quick.apply(1.1, 10, 0.5)).toBeCloseTo(10 * share(10, 1 + 2 * speed), 6);
  });

  test('assumes 30 frames per second after a value at time 0', () => {
    const calm = filter();
    expect(calm.apply(0, 0, 1)).toBe(0);
    expect(calm.apply(0.1, 10, 1)).toBeCloseTo(10 * share(30, 1), 9);
    const later = filter();
    later.apply(0.1, 0, 1);
    expect(later.apply(0.2, 10, 1)).toBeCloseTo(10 * share(10, 1), 9);
  });

  test('ignores a value that is not later than the last one', () => {
    const calm = filter();
    calm.apply(1, 0, 1);
    expect(calm.apply(1, 10, 1)).toBe(10);
    expect(calm.apply(2, 0, 1)).toBe(0);
  });
});
