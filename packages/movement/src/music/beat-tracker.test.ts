import { describe, expect, test } from '@jest/globals';
import { trackBeats } from './beat-tracker.ts';
import { peakOffset } from './periodicity.ts';

/** Parabolic peaks at the given positions, on a low floor. */
function peaksAt(positions: readonly number[], length: number): Float64Array {
  const onsets = new Float64Array(length).fill(0.05);
  for (const position of positions) {
    const at = Math.round(position);
    for (const i of [at - 1, at, at + 1]) {
      onsets[i] = Math.max(onsets[i] ?? 0, 1 - ((i - position) / 1.6) ** 2);
    }
  }
  return onsets;
}

const every = (period: number, from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * period);

const positionsOf = (onsets: Float64Array, period: number): number[] =>
  trackBeats(onsets, period).map(({ position }) => position);

function expectNear(found: readonly number[], expected: readonly number[], within: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((position, i) => {
    expect(Math.abs(position - (expected[i] ?? Number.NaN))).toBeLessThan(within);
  });
}

describe('trackBeats', () => {
  test('finds beats between sample positions', () => {
    const beats = every(21.53, 10.2, 18);
    expectNear(positionsOf(peaksAt(beats, 400), 21.53), beats, 0.3);
  });

  test('follows a tempo that grows by a fifth', () => {
    const beats = Array.from({ length: 30 }, (_, i) => 10 + 24 * i - 0.08 * i ** 2);
    expectNear(positionsOf(peaksAt(beats, 680), 22), beats, 0.3);
  });

  test('keeps counting where beats are missing, with low confidence', () => {
    const beats = every(20, 10, 20);
    const audible = beats.filter((_, i) => i < 8 || i > 10);
    const tracked = trackBeats(peaksAt(audible, 420), 20);
    expectNear(
      tracked.map(({ position }) => position),
      beats,
      1.5,
    );
    const confidences = tracked.map(({ confidence }) => confidence);
    expect(Math.max(...confidences.slice(8, 11))).toBeLessThan(0.2);
    expect(Math.min(...confidences.slice(1, 7))).toBeGreaterThan(0.8);
  });

  test('ignores off-beat onsets', () => {
    const beats = every(20, 10, 20);
    const onsets = peaksAt(beats, 420);
    for (const position of [37, 144, 265]) onsets[position] = 0.9;
    expectNear(positionsOf(onsets, 20), beats, 0.3);
  });

  test('starts and ends with the music', () => {
    const beats = every(20, 210, 12);
    expectNear(positionsOf(peaksAt(beats, 700), 20), beats, 0.3);
  });
});

describe('peakOffset', () => {
  test('is exact for a parabola', () => {
    const values = [0, 1, 2, 3, 4].map((x) => 5 - (x - 2.3) ** 2);
    expect(peakOffset(values, 2)).toBeCloseTo(0.3, 10);
  });

  test.each([
    ['at an end', [3, 2, 1], 0],
    ['on a slope', [1, 2, 3], 1],
    ['on level ground', [2, 2, 2], 1],
    ['in a dip', [2, 1, 2], 1],
  ])('is 0 %s', (_where, values, at) => {
    expect(peakOffset(values, at)).toBe(0);
  });
});
