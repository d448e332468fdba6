import { defaultConfidences, rgbaPixels } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { DetectedPose, PoseEngine } from './pose-engine.ts';
import { movedFigure, type Picture, standingFigure } from './testing/pictures.ts';

const cache = await createTempFolder('models');
afterAll(async () => {
  await cache[Symbol.asyncDispose]();
});
const { signal } = new AbortController();

async function watch(
  engine: PoseEngine,
  clip: readonly (readonly [timeMs: number, picture: Picture])[],
): Promise<(DetectedPose | undefined)[]> {
  await using session = await engine.open(
    { ...defaultConfidences, model: 'lite', mode: 'video' },
    signal,
  );
  const seen: (DetectedPose | undefined)[] = [];
  for (const [timeMs, picture] of clip) {
    seen.push((await session.detect(picture(), timeMs)).poses[0]);
  }
  return seen;
}

const nobody: Picture = () => ({
  data: new Uint8Array(480 * 854 * 4),
  width: 480,
  height: 854,
  pixels: rgbaPixels,
});

/** The largest difference between two engines' landmarks in one of their numbers. */
const apart = (
  a: readonly (readonly number[])[] = [],
  b: readonly (readonly number[])[] = [],
  which: readonly number[],
): number =>
  Math.max(
    ...a.flatMap((point, id) =>
      which.map((at) => Math.abs((point[at] ?? Number.NaN) - (b[id]?.[at] ?? Number.NaN))),
    ),
  );

// Never more than two frames with somebody in a row: after some more, differences of rounding have grown, in either
// engine beside itself as well.
describe('the native engine does in a video what MediaPipe does', () => {
  test.each([
    ['from the first frame on', [0, 33.4], [standingFigure, movedFigure]],
    ['at times that begin later', [500, 510.5], [standingFigure, movedFigure]],
    [
      'after the person was gone, when some of its filters remember them',
      [0, 40, 80, 120, 160, 200],
      [standingFigure, movedFigure, nobody, nobody, movedFigure, standingFigure],
    ],
  ])('%s', async (_what, times, pictures) => {
    const clip = pictures.map((picture, index) => [times[index] ?? 0, picture] as const);
    const [expected = [], found = []] = await Promise.all(
      [createMediaPipeEngine, createNativeEngine].map((create) =>
        watch(create({ cacheDir: cache.path }), clip),
      ),
    );
    expect(found.map(Boolean)).toEqual(pictures.map((picture) => picture !== nobody));
    for (const [index, pose] of expected.entries()) {
      if (pose === undefined) continue;
      const { landmarks, world } = found[index] ?? {};
      expect(apart(pose.landmarks, landmarks, [0, 1])).toBeLessThan(1e-3);
      expect(apart(pose.landmarks, landmarks, [2])).toBeLessThan(0.01);
      expect(apart(pose.landmarks, landmarks, [3, 4])).toBeLessThan(2e-3);
      expect(apart(pose.world, world, [0, 1, 2])).toBeLessThan(3e-3);
    }
  });
});
