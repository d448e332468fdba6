import type { PixelArea } from '@dance-pose/overlay';
import type { PictureSize } from './render-size.ts';

/** A transparent picture with straight alpha that drawings are put into; its memory stays the same. */
export interface OverlayPicture {
  readonly bytes: Uint8Array;
  clear(): void;
  /**
   * @param area of this picture; its numbers are even.
   * @param rgba what lies there: red, green, blue and straight alpha of each pixel.
   */
  put(area: PixelArea, rgba: Uint8ClampedArray): void;
}

/** Red, green, blue and alpha of each pixel, as photos want it. */
export class RgbaPicture implements OverlayPicture {
  readonly bytes: Uint8Array;
  readonly #stride: number;

  constructor({ width, height }: PictureSize) {
    this.#stride = width * 4;
    this.bytes = new Uint8Array(this.#stride * height);
  }

  clear(): void {
    this.bytes.fill(0);
  }

  put({ x, y, width, height }: PixelArea, rgba: Uint8ClampedArray): void {
    for (let row = 0; row < height; row++) {
      const pixels = rgba.subarray(row * width * 4, (row + 1) * width * 4);
      this.bytes.set(pixels, (y + row) * this.#stride + x * 4);
    }
  }
}

/**
 * Planes of luma, the two chromas of each 2×2 pixels, and alpha: as film is stored, after BT.709, in limited range.
 * FFmpeg lays it over a film without converting it, and it has five eighths of RGBA's bytes.
 */
export class YuvaPicture implements OverlayPicture {
  readonly bytes: Uint8Array;
  readonly #width: number;
  readonly #luma: Uint8Array;
  readonly #u: Uint8Array;
  readonly #v: Uint8Array;
  readonly #alpha: Uint8Array;

  /** @param size both even. */
  constructor({ width, height }: PictureSize) {
    const pixels = width * height;
    this.#width = width;
    this.bytes = new Uint8Array(pixels * 2.5);
    this.#luma = this.bytes.subarray(0, pixels);
    this.#u = this.bytes.subarray(pixels, pixels * 1.25);
    this.#v = this.bytes.subarray(pixels * 1.25, pixels * 1.5);
    this.#alpha = this.bytes.subarray(pixels * 1.5);
  }

  clear(): void {
    // What colour the invisible has is all the same.
    this.#alpha.fill(0);
  }

  put({ x, y, width, height }: PixelArea, rgba: Uint8ClampedArray): void {
    // Signed: V8 keeps whole numbers from 2^31 on, which are the opaque pixels, as objects of their own.
    const pixels = new Int32Array(rgba.buffer, rgba.byteOffset, width * height);
    for (let row = 0; row < height; row += 2) {
      let to = (y + row) * this.#width + x;
      let chromaTo = ((y + row) * this.#width) / 4 + x / 2;
      const end = (row + 1) * width;
      for (let at = row * width; at < end; at += 2, to += 2, chromaTo += 1) {
        const a = pixels[at] ?? 0;
        const b = pixels[at + 1] ?? 0;
        const c = pixels[at + width] ?? 0;
        const d = pixels[at + width + 1] ?? 0;
        // Nine tenths of the area around a dancer.
        if ((a | b | c | d) !== 0) this.#putBlock(to, chromaTo, a, b, c, d);
      }
    }
  }

  /**
   * 2×2 pixels, row by row. Their chroma is the mean of what can be seen of them: all else would fringe the
   * edges. In so many words, and in whole numbers, because it is done ten thousand times a frame.
   */
  #putBlock(to: number, chromaTo: number, a: number, b: number, c: number, d: number): void {
    const below = to + this.#width;
    const luma = this.#luma;
    luma[to] = lumaOf(a);
    luma[to + 1] = lumaOf(b);
    luma[below] = lumaOf(c);
    luma[below + 1] = lumaOf(d);
    const alphaA = a >>> 24;
    const alphaB = b >>> 24;
    const alphaC = c >>> 24;
    const alphaD = d >>> 24;
    const alpha = this.#alpha;
    alpha[to] = alphaA;
    alpha[to + 1] = alphaB;
    alpha[below] = alphaC;
    alpha[below + 1] = alphaD;
    const red = alphaA * redOf(a) + alphaB * redOf(b) + alphaC * redOf(c) + alphaD * redOf(d);
    const green =
      alphaA * greenOf(a) + alphaB * greenOf(b) + alphaC * greenOf(c) + alphaD * greenOf(d);
    const blue = alphaA * blueOf(a) + alphaB * blueOf(b) + alphaC * blueOf(c) + alphaD * blueOf(d);
    const light = lumaRed * red + lumaGreen * green + lumaBlue * blue;
    const share = 1 / (alphaA + alphaB + alphaC + alphaD);
    this.#u[chromaTo] = (128.5 + uScale * (blue - light) * share) | 0;
    this.#v[chromaTo] = (128.5 + vScale * (red - light) * share) | 0;
  }
}

// Of a pixel as the machines that we run on read it: alpha is the highest byte.
const redOf = (pixel: number): number => pixel & 255;
const greenOf = (pixel: number): number => (pixel >>> 8) & 255;
const blueOf = (pixel: number): number => (pixel >>> 16) & 255;

/** How bright red, green and blue are: ITU-R BT.709. */
const [lumaRed, lumaGreen, lumaBlue] = [0.2126, 0.7152, 0.0722];
/** From 0–255 to a film's limited range: luma 16–235, chroma 16–240 around 128. */
const lumaScale = 219 / 255;
const uScale = 224 / 255 / (2 * (1 - lumaBlue));
const vScale = 224 / 255 / (2 * (1 - lumaRed));

/** 65,536ths, which shifting takes off again. */
const fixed = (value: number): number => Math.round(value * 65_536);
const lumaFrom = fixed(16.5);
const redPart = fixed(lumaScale * lumaRed);
const greenPart = fixed(lumaScale * lumaGreen);
const bluePart = fixed(lumaScale * lumaBlue);

const lumaOf = (pixel: number): number =>
  (lumaFrom + redPart * redOf(pixel) + greenPart * greenOf(pixel) + bluePart * blueOf(pixel)) >> 16;
