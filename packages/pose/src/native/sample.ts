import type { RawFrame } from '../pose-engine.ts';
import { type PixelReader, pixelReader } from '../yuv.ts';

// OpenCV's warpPerspective, from which the networks' pictures come in MediaPipe, samples at 32nds of a pixel, sums in
// integers and rounds to 8 bits. The same here, or landmarks would be up to a pixel off.
/** Parts of a pixel. */
export const fraction = 32;
const fractionBits = 5;

/** What lies outside a frame: black, or the frame's edge drawn on. */
export type Outside = 'black' | 'edge';

/**
 * The colour at a position in 32nds of a pixel, as {@link PixelReader} tells it: of the four pixels around it, each
 * by how near it is.
 */
type Sampler = (x: number, y: number) => number;

export function sampler(frame: RawFrame, outside: Outside): Sampler {
  const read = pixelReader(frame);
  const { width, height } = frame;
  return (x, y) => {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = 0; tap < 4; tap++) {
      const column = (x >> fractionBits) + (tap & 1);
      const row = (y >> fractionBits) + (tap >> 1);
      const nearestX = clamp(column, width);
      const nearestY = clamp(row, height);
      if (outside === 'black' && (column !== nearestX || row !== nearestY)) continue;
      const across = nearness(x, tap & 1);
      const share = across * nearness(y, tap >> 1);
      const pixel = read(nearestX, nearestY);
      red += share * (pixel & 255);
      green += share * ((pixel >> 8) & 255);
      blue += share * (pixel >> 16);
    }
    return rounded(red) | (rounded(green) << 8) | (rounded(blue) << 16);
  };
}

/** The nearest place from 0 to below `count`. */
const clamp = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));

/** How near a position is to the pixel before it, or to the next one, in 32nds. */
const nearness = (position: number, next: number): number => {
  const toNext = position & (fraction - 1);
  return next === 1 ? toNext : fraction - toNext;
};

const rounded = (sum: number): number => (sum + fraction ** 2 / 2) >> (2 * fractionBits);
