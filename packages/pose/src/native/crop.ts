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
const rounding = (fraction * fraction) / 2;

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
  const { data, width, height } = frame;
  const plane = side * side;
  const stride = 4 * width;
  const sampleEdge = edgeSampler(frame, outside);
  let at = 0;
  for (let y = 0; y < side; y++) {
    const rowX = originX * fraction - sin * y + 0.5;
    const rowY = originY * fraction + cos * y + 0.5;
    for (let x = 0; x < side; x++) {
      const sourceX = Math.floor(rowX + cos * x);
      const sourceY = Math.floor(rowY + sin * x);
      const left = sourceX >> fractionBits;
      const top = sourceY >> fractionBits;
      const toRight = sourceX & (fraction - 1);
      const toBottom = sourceY & (fraction - 1);
      if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1) {
        const a = top * stride + 4 * left;
        const b = a + stride;
        const bottomRight = toRight * toBottom;
        const topRight = toRight * fraction - bottomRight;
        const bottomLeft = toBottom * fraction - bottomRight;
        const topLeft = fraction * fraction - topRight - toBottom * fraction;
        for (let channel = 0; channel < 3; channel++) {
          const sum =
            (data[a + channel] as number) * topLeft +
            (data[a + channel + 4] as number) * topRight +
            (data[b + channel] as number) * bottomLeft +
            (data[b + channel + 4] as number) * bottomRight;
          into[at + channel * plane] = levels[(sum + rounding) >> (2 * fractionBits)] as number;
        }
      } else {
        for (let channel = 0; channel < 3; channel++) {
          const level = sampleEdge(left, top, toRight, toBottom, channel);
          into[at + channel * plane] = levels[level] as number;
        }
      }
      at += 1;
    }
  }
}

type EdgeSampler = (
  left: number,
  top: number,
  toRight: number,
  toBottom: number,
  channel: number,
) => number;

/** Samples where some of the four neighbours are outside the frame. */
function edgeSampler(
  { data, width, height }: RgbaFrame,
  outside: CropStyle['outside'],
): EdgeSampler {
  const pixel = (x: number, y: number, channel: number): number => {
    const [insideX, insideY] = [
      Math.max(0, Math.min(width - 1, x)),
      Math.max(0, Math.min(height - 1, y)),
    ];
    if (outside === 'black' && (insideX !== x || insideY !== y)) return 0;
    return data[4 * (insideY * width + insideX) + channel] as number;
  };
  return (left, top, toRight, toBottom, channel) => {
    const above =
      pixel(left, top, channel) * (fraction - toRight) + pixel(left + 1, top, channel) * toRight;
    const below =
      pixel(left, top + 1, channel) * (fraction - toRight) +
      pixel(left + 1, top + 1, channel) * toRight;
    return (above * (fraction - toBottom) + below * toBottom + rounding) >> (2 * fractionBits);
  };
}
