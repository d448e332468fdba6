import type { RawFrame } from '../pose-engine.ts';
import { fromRoi, type Roi } from './roi.ts';
import { type BorderMode, fraction, sampler } from './sample.ts';

/** Format of a network's input picture. */
export interface CropStyle {
  /** Side of the square that is written, in pixels. */
  readonly side: number;
  /** Lookup table from a channel's 8 bits to the network's input value. */
  readonly levels: Float32Array;
  readonly border: BorderMode;
}

/** Lookup table that maps 0–255 linearly to `from`–`to`. */
export function levelTable(from: number, to: number): Float32Array {
  const scale = Math.fround((to - from) / 255);
  return Float32Array.from({ length: 256 }, (_, level) => level * scale + from);
}

/**
 * Crops a region of a frame, rotated upright, into a network's input: three planes of `side * side` numbers, red, green
 * and blue. Pixel positions are whole numbers without the offset of half a pixel, as in MediaPipe.
 */
export function crop(
  frame: RawFrame,
  region: Roi,
  { side, levels, border }: CropStyle,
  into: Float32Array,
): void {
  const sample = sampler(frame, border);
  const { fromX, fromY, cos, sin } = samplingGrid(region, side);
  const plane = side * side;
  let at = 0;
  for (let y = 0; y < side; y++) {
    const rowX = fromX - sin * y + 0.5;
    const rowY = fromY + cos * y + 0.5;
    for (let x = 0; x < side; x++) {
      const pixel = sample(Math.floor(rowX + cos * x), Math.floor(rowY + sin * x));
      into[at] = levels[pixel & 255] as number;
      into[at + plane] = levels[(pixel >> 8) & 255] as number;
      into[at + 2 * plane] = levels[pixel >> 16] as number;
      at += 1;
    }
  }
}

/** Position in the frame of a crop's first pixel, and the step to the next one of its row, in 32nds of a pixel. */
export function samplingGrid(region: Roi, side: number) {
  const [originX, originY] = fromRoi(region, [0, 0]);
  const step = (region.side / side) * fraction;
  return {
    fromX: originX * fraction,
    fromY: originY * fraction,
    cos: Math.cos(region.rotation) * step,
    sin: Math.sin(region.rotation) * step,
  };
}
