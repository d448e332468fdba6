import { describe, expect, test } from '@jest/globals';
import { isSettling, planSegments } from './plan-segments.ts';

describe('planSegments', () => {
  test('gives every thread its run, without a gap, and only the first begins cold', () => {
    expect(planSegments(601, 3)).toEqual([
      { first: 0, warmUp: 0, end: 240 },
      { first: 240, warmUp: 30, end: 420 },
      { first: 420, warmUp: 30 },
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
    // But for the places where runs can begin, every 60 frames.
    for (const work of works) expect(Math.abs(work - (works[0] ?? 0))).toBeLessThan(70);
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
    expect(planSegments(450, 8).map(({ first }) => first)).toEqual([0, 240]);
  });

  test('lets the engine settle before every place where a run may begin, whoever tracks it', () => {
    const settling = (frameCount: number): number[] =>
      Array.from({ length: frameCount }, (_, index) => index).filter((index) =>
        isSettling(index, frameCount),
      );
    expect(settling(299)).toEqual([]);
    const frames = settling(600);
    expect(frames.slice(0, 16)).toEqual([
      150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 210,
    ]);
    expect(frames.at(-1)).toBe(584);
    for (const threads of [2, 3, 8]) {
      for (const { first, warmUp } of planSegments(600, threads).slice(1)) {
        expect(frames).toContain(first - warmUp);
      }
    }
  });
});
