import { open, rm, writeFile } from 'node:fs/promises';
import type { Size, Thumbnails } from '@dance-pose/contracts';
import { createCanvas, ImageData } from '@napi-rs/canvas';

/** Longest side of a thumbnail, in pixels: twice what a list shows, for screens with a high density. */
const longestSide = 160;

/** More are no help in finding a place, and cost more to load than the video needs to start. */
const mostThumbnails = 100;
const leastSeconds = 0.25;
const columns = 10;

const jpegQuality = 75;

/** The thumbnails of a clip, and the number of frames from one to the next. */
interface ThumbnailPlan {
  readonly sheet: Thumbnails;
  readonly every: number;
}

export function planThumbnails(
  { width, height }: Size,
  { frameCount, fps }: { readonly frameCount: number; readonly fps: number },
): ThumbnailPlan {
  const every = Math.max(1, Math.round(leastSeconds * fps), Math.ceil(frameCount / mostThumbnails));
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const sheet = {
    count: Math.ceil(frameCount / every),
    columns,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    everyMs: (1000 * every) / fps,
  };
  return { sheet, every };
}

/**
 * Draws thumbnails into one sheet, row by row, and removes the file that they come from.
 * @param from thumbnails in RGBA, one after the other.
 * @param to path of a JPEG.
 */
export async function drawThumbnailSheet(
  { count, width, height }: Thumbnails,
  from: string,
  to: string,
): Promise<void> {
  const size = { width: columns * width, height: Math.ceil(count / columns) * height };
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  const file = await open(from);
  try {
    const pixels = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < count; i += 1) {
      const { bytesRead } = await file.read(pixels, 0, pixels.length, i * pixels.length);
      if (bytesRead < pixels.length) throw new Error(`Only ${i} of ${count} thumbnails are there`);
      const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height];
      context.putImageData(new ImageData(pixels, width, height), x, y);
    }
  } finally {
    await file.close();
  }
  await writeFile(to, await canvas.encode('jpeg', jpegQuality));
  await rm(from);
}
