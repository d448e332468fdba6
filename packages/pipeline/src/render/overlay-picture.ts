import type { Size } from '@dance-pose/contracts';
import type { PixelArea } from '@dance-pose/overlay';
import { type VideoPixels, videoPixels } from './video-pixels.ts';

/** A transparent picture with straight alpha into which drawings are written; its memory stays the same. */
export interface OverlayPicture {
  readonly bytes: Uint8Array;
  clear(): void;
  /**
   * @param area area of this picture; its numbers are even.
   * @param rgba red, green, blue and straight alpha of each of its pixels.
   */
  put(area: PixelArea, rgba: Uint8ClampedArray): void;
}

/** Red, green, blue and alpha of each pixel, for photos. */
export class RgbaPicture implements OverlayPicture {
  readonly bytes: Uint8Array;
  readonly #stride: number;

  constructor({ width, height }: Size) {
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
 * Video pixels with alpha: planes of luma, of the two chromas of each 2×2 pixels, and of alpha (BT.709, limited range).
 * FFmpeg composites them over video without conversion, and they take five eighths of the bytes of RGBA. WebAssembly
 * converts them; they stay in its memory, followed by the RGBA of an area, which is no larger than the picture.
 */
export class YuvaPicture implements OverlayPicture {
  readonly bytes: Uint8Array;
  readonly #videoPixels: VideoPixels;
  readonly #alpha: Uint8Array;
  readonly #rgba: Uint8ClampedArray;

  /** @param size both sides even. */
  constructor({ width, height }: Size) {
    const pixels = width * height;
    const [planes, rgba] = [pixels * 2.5, pixels * 4];
    this.#videoPixels = videoPixels(planes + rgba);
    this.#videoPixels.usePicture(0, width, height);
    const { buffer } = this.#videoPixels.memory;
    this.bytes = new Uint8Array(buffer, 0, planes);
    this.#alpha = this.bytes.subarray(pixels * 1.5);
    this.#rgba = new Uint8ClampedArray(buffer, planes, rgba);
  }

  clear(): void {
    // The colour of transparent pixels is irrelevant.
    this.#alpha.fill(0);
  }

  put({ x, y, width, height }: PixelArea, rgba: Uint8ClampedArray): void {
    this.#rgba.set(rgba);
    this.#videoPixels.put(this.#rgba.byteOffset, x, y, width, height);
  }
}
