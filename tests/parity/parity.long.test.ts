import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compareEngines, quantile } from './compare-engines.ts';
import { expectSamePeople, expectTheSameTracks, firstMs, median } from './expect-parity.ts';

// The short version of `pnpm parity`. In single frames, and in the first frames of a video, the engines agree to rounding.
// Later they agree as well as the reference agrees with itself when the lowest bits of one row of each frame are flipped:
// see docs/performance.md.

describe('the native engine against its reference, on the drawn dancer', () => {
  let folder: TempFolder;
  let clip: string;
  beforeAll(async () => {
    folder = await createTempFolder('parity');
    clip = join(folder.path, 'dance.mp4');
    const dance = createDance({ width: 360, height: 640, fps: 15, counts: 4 });
    await renderDance({ dance, outPath: clip, signal: new AbortController().signal });
  });
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
  });

  test.each(['lite', 'full', 'heavy'] as const)(
    'detects in each frame independently as the reference does, %s',
    async (model) => {
      const { native } = await compareEngines(clip, { model, mode: 'image', ...firstMs(700) });
      expectSamePeople(native);
      expect(median(native.pixels)).toBeLessThan(0.05);
      expect(quantile(native.pixels, 0.99)).toBeLessThan(1);
      expect(median(native.metres)).toBeLessThan(0.001);
      expect(quantile(native.confidence, 0.99)).toBeLessThan(0.01);
    },
  );

  test.each(['lite', 'full', 'heavy'] as const)(
    'detects, tracks and smooths as the reference does, restarted every five frames, %s',
    async (model) => {
      const { native } = await compareEngines(clip, { model, runFrames: 5, ...firstMs(1000) });
      expectSamePeople(native);
      expect(median(native.pixels)).toBeLessThan(0.05);
      expect(quantile(native.pixels, 0.99)).toBeLessThan(2);
      expect(median(native.metres)).toBeLessThan(0.005);
      expect(quantile(native.confidence, 0.99)).toBeLessThan(0.01);
    },
  );

  test('does not diverge while it tracks', async () => {
    expectTheSameTracks(await compareEngines(clip, { model: 'full', ...firstMs(2000) }));
  });
});
