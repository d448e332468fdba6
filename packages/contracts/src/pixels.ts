import type { Size } from './size.ts';

/** Red, green, blue and alpha, one byte each. */
export interface RgbaPixels {
  readonly layout: 'rgba';
}

/**
 * YUV 4:2:0, the pixel format of videos: one byte of luma per pixel, then one byte of U and one of V per 2 × 2 pixels.
 * Widths and heights are even.
 */
export interface YuvPixels {
  readonly layout: 'yuv420p';
  /** Conversion matrix from RGB: ITU-R BT.601 or BT.709. */
  readonly matrix: 'bt601' | 'bt709';
  /** True if luma is 0–255; otherwise it is 16 (black) to 235 (white). */
  readonly fullRange: boolean;
}

/** Layout of a picture's bytes: rows, and planes, without padding. */
export type PixelFormat = RgbaPixels | YuvPixels;

export const rgbaPixels: RgbaPixels = { layout: 'rgba' };

/** The format of HD video, which every browser plays. */
export const standardYuv: YuvPixels = { layout: 'yuv420p', matrix: 'bt709', fullRange: false };

export function frameBytes({ width, height }: Size, { layout }: PixelFormat): number {
  return layout === 'rgba' ? width * height * 4 : (width * height * 3) / 2;
}
