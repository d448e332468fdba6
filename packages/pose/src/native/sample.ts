import type { RawFrame } from '../pose-engine.ts';
import { type PixelReader, pixelReader } from '../yuv.ts';

// MediaPipe crops the networks' inputs with OpenCV's warpPerspective, which samples at 32nds of a pixel, sums integers
// and rounds to 8 bits. This does the same; otherwise landmarks would be up to a pixel off.
/** Positions per pixel. */
export const fraction = 32;
const fractionBits = 5;

/** Pixels outside a frame: black, or the frame's edge replicated. */
export type BorderMode = 'black' | 'edge';

/** Colour at a position in 32nds of a pixel, interpolated bilinearly and packed as in {@link PixelReader}. */
type Sampler = (x: number, y: number) => number;

export function sampler(frame: RawFrame, outside: BorderMode): Sampler {
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
      const across = bilinearWeight(x, tap & 1);
      const share = across * bilinearWeight(y, tap >> 1);
      const pixel = read(nearestX, nearestY);
      red += share * (pixel & 255);
      green += share * ((pixel >> 8) & 255);
      blue += share * (pixel >> 16);
    }
    return rounded(red) | (rounded(green) << 8) | (rounded(blue) << 16);
  };
}

/** Nearest index from 0 to below `count`. */
const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));

/** Weight of the pixel before a position, or of the next one, in 32nds. */
const bilinearWeight = (position: number, next: number): number => {
  const toNext = position & (fraction - 1);
  return next === 1 ? toNext : fraction - toNext;
};

const rounded = (sum: number): number => (sum + fraction ** 2 / 2) >> (2 * fractionBits);
