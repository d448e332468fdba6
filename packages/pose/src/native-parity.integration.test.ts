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

async function detectAll(
  engine: PoseEngine,
  clip: readonly (readonly [timeMs: number, picture: Picture])[],
): Promise<(DetectedPose | undefined)[]> {
  await using session = await engine.open(
    { ...defaultConfidences, model: 'lite', mode: 'video' },
    signal,
  );
  const poses: (DetectedPose | undefined)[] = [];
  for (const [timeMs, picture] of clip) {
    poses.push((await session.detect(picture(), timeMs)).poses[0]);
  }
  return poses;
}

const emptyPicture: Picture = () => ({
  data: new Uint8Array(480 * 854 * 4),
  width: 480,
  height: 854,
  pixels: rgbaPixels,
});

/** Largest difference between the landmarks of two engines in any one number. */
const maxDifference = (
  a: readonly (readonly number[])[] = [],
  b: readonly (readonly number[])[] = [],
  which: readonly number[],
): number =>
  Math.max(
    ...a.flatMap((point, id) =>
      which.map((at) => Math.abs((point[at] ?? Number.NaN) - (b[id]?.[at] ?? Number.NaN))),
    ),
  );

// Never more than two frames with a person in a row: over more frames, rounding differences grow, also between two
// runs of one engine.
describe('the native engine matches MediaPipe in a video', () => {
  test.each([
    ['from the first frame on', [0, 33.4], [standingFigure, movedFigure]],
    ['at times that start later', [500, 510.5], [standingFigure, movedFigure]],
    [
      'after the person was lost, while some filters keep their state',
      [0, 40, 80, 120, 160, 200],
      [standingFigure, movedFigure, emptyPicture, emptyPicture, movedFigure, standingFigure],
    ],
  ])('%s', async (_case, times, pictures) => {
    const clip = pictures.map((picture, index) => [times[index] ?? 0, picture] as const);
    const [expected = [], found = []] = await Promise.all(
      [createMediaPipeEngine, createNativeEngine].map((create) =>
        detectAll(create({ cacheDir: cache.path }), clip),
      ),
    );
    expect(found.map(Boolean)).toEqual(pictures.map((picture) => picture !== emptyPicture));
    for (const [index, pose] of expected.entries()) {
      if (pose === undefined) continue;
      const { landmarks, world } = found[index] ?? {};
      expect(maxDifference(pose.landmarks, landmarks, [0, 1])).toBeLessThan(1e-3);
      expect(maxDifference(pose.landmarks, landmarks, [2])).toBeLessThan(0.01);
      expect(maxDifference(pose.landmarks, landmarks, [3, 4])).toBeLessThan(2e-3);
      expect(maxDifference(pose.world, world, [0, 1, 2])).toBeLessThan(3e-3);
    }
  });
});
