import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ffmpeg } from '../end-to-end/media.ts';
import { clipPage } from './clip-page.ts';
import { describeDriven } from './driven.ts';
import { until } from './watched-page.ts';

const frameCount = 20;
/** Luminance from which a pixel belongs to the drawing. */
const bright = 70;
const reach = 2;

interface Mask {
  readonly width: number;
  readonly height: number;
  /** Luminance of each pixel. */
  readonly pixels: Uint8Array;
}

/** Share of the bright pixels of one picture that have none of the other within two pixels. */
function shareAway(from: Mask, to: Mask): number {
  const { width, height } = from;
  const isBrightNear = (x: number, y: number): boolean => {
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v += 1) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u += 1) {
        if ((to.pixels[v * width + u] ?? 0) >= bright / 2) return true;
      }
    }
    return false;
  };
  let [all, away] = [0, 0];
  for (let i = 0; i < from.pixels.length; i += 1) {
    if ((from.pixels[i] ?? 0) < bright) continue;
    all += 1;
    if (!isBrightNear(i % width, Math.floor(i / width))) away += 1;
  }
  expect(all).toBeGreaterThan(200);
  return away / all;
}

/** Luminance of the pixels of a canvas on black. */
async function drawnOn(canvas: Locator): Promise<Mask> {
  const drawn = await canvas.evaluate((it: HTMLCanvasElement) => {
    const { width, height } = it;
    const data = it.getContext('2d')?.getImageData(0, 0, width, height).data;
    const luminance = Array.from({ length: width * height }, (_, i) => {
      const [r = 0, g = 0, b = 0, a = 0] = data?.subarray(4 * i, 4 * i + 4) ?? [];
      return Math.round(((0.2126 * r + 0.7152 * g + 0.0722 * b) * a) / 255);
    });
    return { width, height, luminance: luminance.join() };
  });
  const { width, height, luminance } = drawn;
  return { width, height, pixels: Uint8Array.from(luminance.split(','), Number) };
}

/** Luminance of each frame of a video. */
async function framesOf(path: string, { width, height }: Mask): Promise<Mask[]> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vf', `scale=${width}:${height}`, '-f', 'rawvideo'].concat([
      '-pix_fmt',
      'gray',
      '-',
    ]),
    { encoding: 'buffer', maxBuffer: 1e9 },
  );
  const bytes = width * height;
  return Array.from({ length: stdout.length / bytes }, (_, i) => ({
    ...{ width, height },
    pixels: stdout.subarray(i * bytes, (i + 1) * bytes),
  }));
}

async function showSkeletonOnly(page: Page): Promise<Locator> {
  await page.getByRole('radio', { name: 'Skeleton only' }).check();
  const canvas = page.getByRole('img', { name: 'Skeleton only' });
  await canvas.waitFor();
  await page.getByRole('button', { name: 'Trails' }).click();
  return canvas;
}

describeDriven('layers', {}, ({ bench, visit }) => {
  test.each(['mp4', 'avi'])(
    'lie on the drawn video, in twenty frames of a clip as %s',
    async (container) => {
      await using folder = await createTempFolder('layers');
      const clip = join(folder.path, `dance.${container}`);
      const codec = container === 'avi' ? ['-c:v', 'mpeg4', '-q:v', '2'] : ['-c:v', 'copy'];
      await ffmpeg(['-i', await bench().clips.dance(), ...codec, clip]);
      const overlay = { style: 'skeleton-only' } as const;
      const { id } = await bench().submit(clip, { model: 'lite', overlay });
      const { result } = await bench().ended(id);
      expect(result?.picture).toBe(container === 'avi' ? 'preview.mp4' : 'input');
      const drawn = join(folder.path, 'annotated.mp4');
      await ffmpeg(['-i', result?.previewUrl ?? '', '-c', 'copy', drawn]);

      const { page } = await visit();
      const shown = clipPage(page);
      await shown.open(id);
      // The original, or its preview where browsers do not play it.
      await page.getByRole('radio', { name: 'Original' }).check();
      await until(shown.source, (source) =>
        source.endsWith(container === 'avi' ? '/preview.mp4' : '/input'),
      );
      await until(shown.readyState, (state) => state >= 2);
      const canvas = await showSkeletonOnly(page);
      const frames = await framesOf(drawn, await drawnOn(canvas));
      for (let i = 0; i < frameCount; i += 1) {
        const at = await shown.frame();
        const [live, video] = [await drawnOn(canvas), frames[at] as Mask];
        const away = [shareAway(live, video), shareAway(video, live)];
        expect([at, ...away.map((share) => share < 0.002)]).toEqual([at, true, true]);
        await page.locator('body').press('.');
        await until(shown.frame, (frame) => frame === at + 1);
      }
    },
  );

  test('are switched over the original, and kept in a mirror', async () => {
    const [{ id } = { id: '' }] = await bench().jobs();
    const { page } = await visit();
    await clipPage(page).open(id);
    await page.getByRole('radio', { name: 'Original' }).check();
    const canvas = page.getByRole('img', { name: 'Layers' });
    expect(await canvas.count()).toBe(0);
    for (const layer of ['Skeleton', 'Angles', 'Trails', 'Centre of mass', 'Counts']) {
      await page.getByRole('button', { name: layer, exact: true }).click();
    }
    await canvas.waitFor();
    const brightIn = async (half: 'left' | 'right'): Promise<number> => {
      const { pixels, width } = await drawnOn(canvas);
      return pixels.filter(
        (value, i) => value >= bright && i % width < width / 2 === (half === 'left'),
      ).length;
    };
    const before = await brightIn('left');
    expect(before + (await brightIn('right'))).toBeGreaterThan(500);
    await page.locator('body').press('m');
    await page.locator('.picture.mirrored').waitFor();
    await until(
      () => brightIn('right'),
      (after) => Math.abs(after - before) < before / 10 + 50,
    );
  });
});
