import type { RawFrame } from '../pose-engine.ts';
import { byte, entry, toByte, yuvTables } from '../yuv.ts';

// OpenCV's warpPerspective, from which the networks' pictures come in MediaPipe, samples at 32nds of a pixel, sums in
// integers and rounds to 8 bits. The same here, or landmarks would be up to a pixel off.
/** Parts of a pixel. */
export const fraction = 32;
const fractionBits = 5;
const whole = fraction * fraction;

/** The four pixels around a position, `a b` above `c d`, and their shares in it, in 1024ths. */
class Taps {
  left = 0;
  right = 0;
  top = 0;
  bottom = 0;
  a = 0;
  b = 0;
  c = 0;
  d = 0;
  readonly #width: number;
  readonly #height: number;
  readonly #isBlack: boolean;

  constructor({ width, height }: RawFrame, isBlack: boolean) {
    this.#width = width;
    this.#height = height;
    this.#isBlack = isBlack;
  }

  /** @param x in 32nds of a pixel, as `y`. */
  place(x: number, y: number): void {
    this.left = x >> fractionBits;
    this.top = y >> fractionBits;
    this.right = this.left + 1;
    this.bottom = this.top + 1;
    const toRight = x & (fraction - 1);
    const toBottom = y & (fraction - 1);
    this.d = toRight * toBottom;
    this.b = toRight * fraction - this.d;
    this.c = toBottom * fraction - this.d;
    this.a = whole - this.b - this.c - this.d;
    if (this.left < 0 || this.top < 0 || this.right >= this.#width || this.bottom >= this.#height) {
      this.#stayInside();
    }
  }

  #stayInside(): void {
    const { left, right, top, bottom } = this;
    this.left = clamp(left, this.#width);
    this.right = clamp(right, this.#width);
    this.top = clamp(top, this.#height);
    this.bottom = clamp(bottom, this.#height);
    if (!this.#isBlack) return;
    if (left !== this.left) this.a = this.c = 0;
    if (right !== this.right) this.b = this.d = 0;
    if (top !== this.top) this.a = this.b = 0;
    if (bottom !== this.bottom) this.c = this.d = 0;
  }
}
/** The nearest place from 0 to below `count`. */
const clamp = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));

/** The colour at a position in 32nds of a pixel: red, green and blue in one number, the least byte first. */
export type Sample = (x: number, y: number) => number;

/** @param isBlack whether black lies around the frame; else its edge is drawn on. */
export function sampler(frame: RawFrame, isBlack: boolean): Sample {
  const taps = new Taps(frame, isBlack);
  return frame.pixels.layout === 'rgba' ? rgbaSampler(frame, taps) : yuvSampler(frame, taps);
}

function rgbaSampler({ data, width }: RawFrame, taps: Taps): Sample {
  return (x, y) => {
    taps.place(x, y);
    const { left, right, top, bottom, a, b, c, d } = taps;
    const at = 4 * (top * width + left);
    const aside = 4 * (right - left);
    const below = 4 * width * (bottom - top);
    let mixed = 0;
    for (let channel = 0; channel < 3; channel++) {
      const i = at + channel;
      const sum =
        a * byte(data, i) +
        b * byte(data, i + aside) +
        c * byte(data, i + below) +
        d * byte(data, i + below + aside);
      mixed |= rounded(sum) << (8 * channel);
    }
    return mixed;
  };
}

/** Converts each of the four pixels, as if the whole frame had been converted before. */
function yuvSampler({ data, width, height, pixels }: RawFrame, taps: Taps): Sample {
  if (pixels.layout !== 'yuv420p') throw new TypeError(`These are ${pixels.layout} pixels.`);
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvTables(pixels);
  const half = width >> 1;
  const planeU = width * height;
  const planeV = planeU + (planeU >> 2);
  return (x, y) => {
    taps.place(x, y);
    const { a, b, c, d } = taps;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = 0; tap < 4; tap++) {
      const column = tap & 1 ? taps.right : taps.left;
      const row = tap & 2 ? taps.bottom : taps.top;
      const share = tap === 0 ? a : tap === 1 ? b : tap === 2 ? c : d;
      const chroma = (row >> 1) * half + (column >> 1);
      const grey = entry(luma, byte(data, row * width + column));
      const u = byte(data, planeU + chroma);
      const v = byte(data, planeV + chroma);
      red += share * toByte(grey + entry(redOfV, v));
      green += share * toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
      blue += share * toByte(grey + entry(blueOfU, u));
    }
    return rounded(red) | (rounded(green) << 8) | (rounded(blue) << 16);
  };
}

const rounded = (sum: number): number => (sum + whole / 2) >> (2 * fractionBits);
