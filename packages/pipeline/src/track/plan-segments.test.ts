import { describe, expect, test } from '@jest/globals';
import { planSegments, resyncPlan } from './plan-segments.ts';

/** Of a clip that cannot be sought in. */
const everything = (first: number): number => first;

describe('planSegments', () => {
  test('gives every thread its run, without a gap, and only the first begins cold', () => {
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
  ])('%d frames give %d threads work for the same time', (frameCount, threads) => {
    const segments = planSegments(frameCount, threads, everything);
    expect(segments).toHaveLength(threads);
    const works = segments.map(
      // What is decoded only costs a tenth.
      ({ first, warmUp, end = frameCount }) => end - first + warmUp + 0.1 * (first - warmUp),
    );
    for (const work of works) expect(Math.abs(work - (works[0] ?? 0))).toBeLessThan(3);
  });

  test('gives runs the same length but for the warm-up where little is decoded in vain', () => {
    const ends = planSegments(6000, 4, () => 0).map(({ first, end = 6000 }) => end - first);
    expect(ends).toEqual([1523, 1492, 1493, 1492]);
    const starts = planSegments(6000, 4, (first) => Math.min(first, 155)).map(({ first }) => first);
    expect(starts).toEqual([0, 1534, 3023, 4511]);
  });

  test.each([
    ['one thread', 10_000, 1],
    ['a clip that is too short to be cut', 299, 8],
    ['a photo', 1, 8],
    ['a clip of which nobody knows how long it is', 0, 8],
  ])('leaves in one piece: %s', (_what, frameCount, threads) => {
    expect(planSegments(frameCount, threads, everything)).toEqual([{ first: 0, warmUp: 0 }]);
  });

  test('cuts no more than is worth its warm-up', () => {
    expect(planSegments(450, 8, everything).map(({ first }) => first)).toEqual([0, 251]);
  });

  test.each([
    [5, 4],
    [64, 16],
  ])('cuts for %d threads as for %d', (threads, others) => {
    expect(planSegments(18_000, threads, everything)).toEqual(
      planSegments(18_000, others, everything),
    );
    expect(planSegments(18_000, threads, everything)).toHaveLength(others);
  });

  test('lets the engine settle around every place where a run may begin, whoever tracks it', () => {
    expect(resyncPlan(299, everything).size).toBe(0);
    // Three runs would be too short.
    expect([...resyncPlan(400, everything)]).toEqual([
      ...Array.from({ length: 15 }, (_, index) => 195 + index),
      ...Array.from({ length: 15 }, (_, index) => 240 + index),
    ]);
    const resyncAt = resyncPlan(6000, everything);
    for (const threads of [2, 3, 8, 12]) {
      for (const { first, warmUp } of planSegments(6000, threads, everything).slice(1)) {
        for (const place of [first - warmUp, first - 16, first + 15, first + 29]) {
          expect(resyncAt.has(place)).toBe(true);
        }
      }
    }
    expect(resyncAt.has(0)).toBe(false);
    // Of three minutes most frames are looked at as MediaPipe does.
    expect(resyncAt.size).toBeLessThan(1500);
  });
});
