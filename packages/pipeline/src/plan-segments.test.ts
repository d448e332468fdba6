import { describe, expect, test } from '@jest/globals';
import { planSegments } from './plan-segments.ts';

describe('planSegments', () => {
  test('gives every thread its run, without a gap, and only the first begins cold', () => {
    expect(planSegments(601, 3)).toEqual([
      { first: 0, warmUp: 0, end: 243 },
      { first: 243, warmUp: 30, end: 431 },
      { first: 431, warmUp: 30 },
    ]);
  });

  test.each([
    [600, 2],
    [1800, 4],
    [18_000, 16],
  ])('%d frames give %d threads work for the same time', (frameCount, threads) => {
    const segments = planSegments(frameCount, threads);
    expect(segments).toHaveLength(threads);
    const works = segments.map(
      // What is decoded only costs a tenth.
      ({ first, warmUp, end = frameCount }) => end - first + warmUp + 0.1 * first,
    );
    for (const work of works) expect(Math.abs(work - (works[0] ?? 0))).toBeLessThan(3);
  });

  test.each([
    ['one thread', 10_000, 1],
    ['a clip that is too short to be cut', 299, 8],
    ['a photo', 1, 8],
    ['a clip of which nobody knows how long it is', 0, 8],
  ])('leaves in one piece: %s', (_what, frameCount, threads) => {
    expect(planSegments(frameCount, threads)).toEqual([{ first: 0, warmUp: 0 }]);
  });

  test('cuts no more than is worth its warm-up', () => {
    expect(planSegments(450, 8).map(({ first }) => first)).toEqual([0, 253]);
  });
});
