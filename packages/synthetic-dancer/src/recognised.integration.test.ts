import {
  defaultConfidences,
  type LandmarkName,
  landmarkId,
  rgbaPixels,
} from '@dance-pose/contracts';
import { createMediaPipeEngine, defaultModelCacheDir } from '@dance-pose/pose';
import { describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { createDance, type Dance } from './dance.ts';
import { drawFrame } from './draw-frame.ts';

const judged: readonly LandmarkName[] = [
  'nose',
  ...(['left', 'right'] as const).flatMap((side) =>
    (['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'] as const).map(
      (joint) => `${side}${joint}` as const,
    ),
  ),
];

/** Mean distance of the compared joints from the truth, in figure heights, for each frame with a person. */
async function errorsOf(dance: Dance): Promise<number[]> {
  const { width, height } = dance.size;
  const context = createCanvas(width, height).getContext('2d');
  const engine = createMediaPipeEngine({ cacheDir: defaultModelCacheDir(process.env) });
  const { signal } = new AbortController();
  await using session = await engine.open(
    { model: 'full', mode: 'video', ...defaultConfidences },
    signal,
  );
  const errors: number[] = [];
  for (let index = 0; index < dance.frameCount; index += 1) {
    drawFrame(context, dance, index);
    const data = new Uint8Array(context.getImageData(0, 0, width, height).data);
    const truth = dance.frameAt(index);
    const { poses } = await session.detect(
      { data, width, height, pixels: rgbaPixels },
      truth.timeMs,
    );
    const found = poses[0]?.landmarks;
    if (found === undefined) continue;
    const distances = judged.map((name) => {
      const [x = Number.NaN, y = Number.NaN] = found[landmarkId[name]] ?? [];
      const [trueX, trueY] = truth.pixels[landmarkId[name]] ?? [0, 0];
      return Math.hypot(x * width - trueX, y * height - trueY) / dance.figureHeight;
    });
    errors.push(distances.reduce((sum, distance) => sum + distance, 0) / distances.length);
  }
  return errors;
}

describe("MediaPipe's full model recognises the drawn dancer", () => {
  test('in at least 98 % of the frames, with joints within 2 % of the height from the truth', async () => {
    const dance = createDance({ width: 360, height: 640, fps: 15, counts: 5 });
    const errors = await errorsOf(dance);
    expect(errors.length).toBeGreaterThanOrEqual(dance.frameCount * 0.98);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean).toBeLessThan(0.02);
  });
});
