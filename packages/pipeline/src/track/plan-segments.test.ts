import { describe, expect, test } from '@jest/globals';
import { planSegments, resyncPlan } from './plan-segments.ts';

/** Decoded frames of a clip without seeking. */
const everything = (first: number): number => first;

describe('planSegments', () => {
  test('gives every thread a segment without gaps, and all but the first a warm-up', () => {
    expect(planSegments(601, 3, everything)).toEqual([
      { first: 0, warmUp: 0, end: 241 },
      { first: 241, warmUp: 30, end: 430 },
      { first: 430, warmUp: 30 },
    ]);
  });

  test.each([
    [600, 2],
    [1800, 4],
    [18_000, 16],
  ])('%d frames give %d threads the same amount of work', (frameCount, threads) => {
    const segments = planSegments(frameCount, threads, everything);
    expect(segments).toHaveLength(threads);
    const works = segments.map(
      // A frame that is only decoded costs a tenth.
      ({ first, warmUp, end = frameCount }) => end - first + warmUp + 0.1 * (first - warmUp),
    );
    for (const work of works) expect(Math.abs(work - (works[0] ?? 0))).toBeLessThan(3);
  });

  test('gives segments the same length, apart from the warm-up, if few frames are skipped', () => {
    const ends = planSegments(6000, 4, () => 0).map(({ first, end = 6000 }) => end - first);
    expect(ends).toEqual([1523, 1492, 1493, 1492]);
    const starts = planSegments(6000, 4, (first) => Math.min(first, 155)).map(({ first }) => first);
    expect(starts).toEqual([0, 1534, 3023, 4511]);
  });

  test.each([
    ['one thread', 10_000, 1],
    ['a clip that is too short', 299, 8],
    ['a photo', 1, 8],
    ['a clip of unknown length', 0, 8],
  ])('does not split %s', (_case, frameCount, threads) => {
    expect(planSegments(frameCount, threads, everything)).toEqual([{ first: 0, warmUp: 0 }]);
  });

  test('splits only while that is worth the warm-up', () => {
    expect(planSegments(450, 8, everything).map(({ first }) => first)).toEqual([0, 251]);
  });

  test.each([
    [5, 4],
    [64, 16],
  ])('splits for %d threads as for %d', (threads, others) => {
    expect(planSegments(18_000, threads, everything)).toEqual(
      planSegments(18_000, others, everything),
    );
    expect(planSegments(18_000, threads, everything)).toHaveLength(others);
  });

  test('resyncs around every possible start of a segment, for any number of threads', () => {
    expect(resyncPlan(299, everything).size).toBe(0);
    // Three segments would be too short.
    expect([...resyncPlan(400, everything)]).toEqual([
      ...Array.from({ length: 15 }, (_, index) => 195 + index),
      ...Array.from({ length: 15 }, (_, index) => 240 + index),
    ]);
    const resyncAt = resyncPlan(6000, everything);
    for (const threads of [2, 3, 8, 12]) {
      for (const { first, warmUp } of planSegments(6000, threads, everything).slice(1)) {
        for (const index of [first - warmUp, first - 16, first + 15, first + 29]) {
          expect(resyncAt.has(index)).toBe(true);
        }
      }
    }
    expect(resyncAt.has(0)).toBe(false);
    // In most frames of three minutes the ROI is MediaPipe's, unrounded.
    expect(resyncAt.size).toBeLessThan(1500);
  });
});
