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
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
    for (let row = 0; row < height; row += 2) {
      const to = (y + row) * this.#width + x;
      const chromaTo = ((y + row) * this.#width) / 4 + x / 2;
      for (let column = 0, at = row * width; column < width; column += 2, at += 2) {
        const a = pixels[at] ?? 0;
        const b = pixels[at + 1] ?? 0;
        const c = pixels[at + width] ?? 0;
        const d = pixels[at + width + 1] ?? 0;
        // Nine tenths of the area around a dancer.
        if ((a | b | c | d) === 0) continue;
        this.#putPair(to + column, a, b);
        this.#putPair(to + column + this.#width, c, d);
        this.#putChroma(chromaTo + column / 2, a, b, c, d);
      }
    }
  }

  /** Luma and alpha of two neighbours. */
  #putPair(to: number, a: number, b: number): void {
    this.#luma[to] = lumaOf(a);
    this.#luma[to + 1] = lumaOf(b);
    this.#alpha[to] = alphaOf(a);
    this.#alpha[to + 1] = alphaOf(b);
  }

  /** The mean of what can be seen of four pixels: what cannot be would fringe the edges. */
  #putChroma(to: number, a: number, b: number, c: number, d: number): void {
    const alpha = alphaOf(a) + alphaOf(b) + alphaOf(c) + alphaOf(d);
    const red = redLight(a) + redLight(b) + redLight(c) + redLight(d);
    const green = greenLight(a) + greenLight(b) + greenLight(c) + greenLight(d);
    const blue = blueLight(a) + blueLight(b) + blueLight(c) + blueLight(d);
    const luma = lumaRed * red + lumaGreen * green + lumaBlue * blue;
    this.#u[to] = 128.5 + (uScale * (blue - luma)) / alpha;
    this.#v[to] = 128.5 + (vScale * (red - luma)) / alpha;
  }
}

// Of a pixel as the machines that we run on read it: alpha is the highest byte.
const redOf = (pixel: number): number => pixel & 255;
const greenOf = (pixel: number): number => (pixel >>> 8) & 255;
const blueOf = (pixel: number): number => (pixel >>> 16) & 255;
const alphaOf = (pixel: number): number => pixel >>> 24;

const redLight = (pixel: number): number => redOf(pixel) * alphaOf(pixel);
const greenLight = (pixel: number): number => greenOf(pixel) * alphaOf(pixel);
const blueLight = (pixel: number): number => blueOf(pixel) * alphaOf(pixel);

/** How bright red, green and blue are: ITU-R BT.709. */
const [lumaRed, lumaGreen, lumaBlue] = [0.2126, 0.7152, 0.0722];
/** From 0–255 to a film's limited range: luma 16–235, chroma 16–240 around 128. */
const lumaScale = 219 / 255;
const uScale = 224 / 255 / (2 * (1 - lumaBlue));
const vScale = 224 / 255 / (2 * (1 - lumaRed));

const lumaOf = (pixel: number): number =>
  16.5 +
  lumaScale * (lumaRed * redOf(pixel) + lumaGreen * greenOf(pixel) + lumaBlue * blueOf(pixel));
