import { describe, expect, test } from '@jest/globals';
import { planSegments } from './plan-segments.ts';

describe('planSegments', () => {
  test('gives every thread its run, without a gap, and only the first begins cold', () => {
    expect(planSegments(601, 3)).toEqual([
      { first: 0, warmUp: 0, end: 200 },
      { first: 200, warmUp: 30, end: 401 },
      { first: 401, warmUp: 30 },
    ]);
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
    expect(planSegments(450, 8).map(({ first }) => first)).toEqual([0, 150, 300]);
  });
});
