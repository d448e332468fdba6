import type { YuvPixels } from '@dance-pose/contracts';
import type { RawFrame } from '../pose-engine.ts';
import { byte, entry, type PixelReader, pixelReader, toByte, yuvTables } from '../yuv.ts';

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
  const { pixels } = frame;
  const anywhere = mixingSampler(pixelReader(frame), frame, outside);
  return pixels.layout === 'rgba' ? anywhere : yuvSampler(frame, pixels, anywhere);
}

function mixingSampler(read: PixelReader, { width, height }: RawFrame, outside: Outside): Sampler {
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

/**
 * The same for a film's own pixels. Each of the four is converted, as if the whole frame had been before.
 * @param beyond samples where the frame ends.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: written out it takes two thirds of the time, 65,536 times a frame.
function yuvSampler(
  { data, width, height }: RawFrame,
  pixels: YuvPixels,
  beyond: Sampler,
): Sampler {
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvTables(pixels);
  const half = width >> 1;
  const planeU = width * height;
  const planeV = planeU + (planeU >> 2);
  return (x, y) => {
    const left = x >> fractionBits;
    const top = y >> fractionBits;
    if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return beyond(x, y);
    const toRight = x & (fraction - 1);
    const toBottom = y & (fraction - 1);
    const first = top * width + left;
    const chroma = (top >> 1) * half + (left >> 1);
    const aside = left & 1;
    const below = (top & 1) * half;

    let share = (fraction - toRight) * (fraction - toBottom);
    let grey = entry(luma, byte(data, first));
    let u = byte(data, planeU + chroma);
    let v = byte(data, planeV + chroma);
    let red = share * toByte(grey + entry(redOfV, v));
    let green = share * toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
    let blue = share * toByte(grey + entry(blueOfU, u));

    share = toRight * (fraction - toBottom);
    grey = entry(luma, byte(data, first + 1));
    u = byte(data, planeU + chroma + aside);
    v = byte(data, planeV + chroma + aside);
    red += share * toByte(grey + entry(redOfV, v));
    green += share * toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
    blue += share * toByte(grey + entry(blueOfU, u));

    share = (fraction - toRight) * toBottom;
    grey = entry(luma, byte(data, first + width));
    u = byte(data, planeU + chroma + below);
    v = byte(data, planeV + chroma + below);
    red += share * toByte(grey + entry(redOfV, v));
    green += share * toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
    blue += share * toByte(grey + entry(blueOfU, u));

    share = toRight * toBottom;
    grey = entry(luma, byte(data, first + width + 1));
    u = byte(data, planeU + chroma + below + aside);
    v = byte(data, planeV + chroma + below + aside);
    red += share * toByte(grey + entry(redOfV, v));
    green += share * toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
    blue += share * toByte(grey + entry(blueOfU, u));
    return rounded(red) | (rounded(green) << 8) | (rounded(blue) << 16);
  };
}
