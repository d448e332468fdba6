import type { RgbaFrame } from '../pose-engine.ts';
import { outOfRegion, type Region } from './region.ts';

/** What a network wants of a picture. */
export interface CropStyle {
  /** Side of the square that is written, in pixels. */
  readonly side: number;
  /** From a channel's 8 bits to what the network reads. */
  readonly levels: Float32Array;
  /** What lies outside the frame: black, or the frame's edge drawn on. */
  readonly outside: 'black' | 'edge';
}

/** Colours between two values. */
export function levelsBetween(from: number, to: number): Float32Array {
  const scale = Math.fround((to - from) / 255);
  return Float32Array.from({ length: 256 }, (_, level) => level * scale + from);
}

// OpenCV's warpPerspective, from which the networks' pictures come in MediaPipe, samples at 32nds of a pixel, sums in
// integers and rounds to 8 bits. The same here, or landmarks would be up to a pixel off.
const fraction = 32;
const fractionBits = 5;
const whole = fraction * fraction;

/**
 * Writes a region of a frame, upright, into a network's input: three planes of `side * side` numbers, red, green and
 * blue. Positions are whole pixels without the shift by half of one, as in MediaPipe.
 */
export function crop(
  frame: RgbaFrame,
  region: Region,
  { side, levels, outside }: CropStyle,
  into: Float32Array,
): void {
  const [originX, originY] = outOfRegion(region, [0, 0]);
  const step = (region.side / side) * fraction;
  const [cos, sin] = [Math.cos(region.rotation) * step, Math.sin(region.rotation) * step];
  const canvas: Canvas = { into, plane: side * side, levels, isBlack: outside === 'black' };
  let at = 0;
  for (let y = 0; y < side; y++) {
    const rowX = originX * fraction - sin * y + 0.5;
    const rowY = originY * fraction + cos * y + 0.5;
    for (let x = 0; x < side; x++) {
      sample(frame, Math.floor(rowX + cos * x), Math.floor(rowY + sin * x), canvas, at);
      at += 1;
    }
  }
}

/** Where samples go. */
interface Canvas {
  readonly into: Float32Array;
  readonly plane: number;
  readonly levels: Float32Array;
  readonly isBlack: boolean;
}

/** Mixes the four pixels around a position in 32nds of a pixel; `a b` above `c d`. */
function sample(frame: RgbaFrame, x: number, y: number, canvas: Canvas, at: number): void {
  const { width, height } = frame;
  const left = x >> fractionBits;
  const top = y >> fractionBits;
  const toRight = x & (fraction - 1);
  const toBottom = y & (fraction - 1);
  let d = toRight * toBottom;
  let b = toRight * fraction - d;
  let c = toBottom * fraction - d;
  let a = whole - b - c - d;
  let first = 4 * (top * width + left);
  let right = 4;
  let down = 4 * width;
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
    const x0 = clamp(left, width);
    const x1 = clamp(left + 1, width);
    const y0 = clamp(top, height);
    const y1 = clamp(top + 1, height);
    if (canvas.isBlack) {
      if (x0 !== left) a = c = 0;
      if (x1 !== left + 1) b = d = 0;
      if (y0 !== top) a = b = 0;
      if (y1 !== top + 1) c = d = 0;
    }
    first = 4 * (y0 * width + x0);
    right = 4 * (x1 - x0);
    down = 4 * width * (y1 - y0);
  }
  const { data } = frame;
  const { into, plane, levels } = canvas;
  for (let channel = 0; channel < 3; channel++) {
    const i = first + channel;
    const above = (data[i] as number) * a + (data[i + right] as number) * b;
    const below = (data[i + down] as number) * c + (data[i + down + right] as number) * d;
    into[at + channel * plane] = levels[
      (above + below + whole / 2) >> (2 * fractionBits)
    ] as number;
  }
}
/** The nearest place from 0 to below `count`. */
function clamp(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, place));
}
