import type { RawFrame } from '../pose-engine.ts';
import { fromRoi, type Roi } from './roi.ts';
import { fraction, type Outside, sampler } from './sample.ts';

/** What a network wants of a picture. */
export interface CropStyle {
  /** Side of the square that is written, in pixels. */
  readonly side: number;
  /** From a channel's 8 bits to what the network reads. */
  readonly levels: Float32Array;
  readonly outside: Outside;
}

/** Colours between two values. */
export function levelsBetween(from: number, to: number): Float32Array {
  const scale = Math.fround((to - from) / 255);
  return Float32Array.from({ length: 256 }, (_, level) => level * scale + from);
}

/**
 * Writes a region of a frame, upright, into a network's input: three planes of `side * side` numbers, red, green and
 * blue. Positions are whole pixels without the shift by half of one, as in MediaPipe.
 */
export function crop(
  frame: RawFrame,
  region: Roi,
  { side, levels, outside }: CropStyle,
  into: Float32Array,
): void {
  const sample = sampler(frame, outside);
  const { fromX, fromY, cos, sin } = gridOf(region, side);
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

/** Where the first pixel of a crop lies in the frame, and how far the next in its row is from it; 32nds of a pixel. */
export function gridOf(region: Roi, side: number) {
  const [originX, originY] = fromRoi(region, [0, 0]);
  const step = (region.side / side) * fraction;
  return {
    fromX: originX * fraction,
    fromY: originY * fraction,
    cos: Math.cos(region.rotation) * step,
    sin: Math.sin(region.rotation) * step,
  };
}
