import type { Size } from './size.ts';

/** Red, green, blue and opacity of each pixel, a byte each. */
export interface RgbaPixels {
  readonly layout: 'rgba';
}

/**
 * A byte of luma for each pixel, then one of each chroma, U and V, for each two by two: as films are stored.
 * Widths and heights are even.
 */
export interface YuvPixels {
  readonly layout: 'yuv420p';
  /** By which red, green and blue became luma and chroma: ITU-R BT.601 or BT.709. */
  readonly matrix: 'bt601' | 'bt709';
  /** Whether luma goes from 0 to 255; else from 16, black, to 235. */
  readonly fullRange: boolean;
}

/** What the bytes of a picture are: rows, and planes, one after the other without padding. */
export type PixelFormat = RgbaPixels | YuvPixels;

export const rgbaPixels: RgbaPixels = { layout: 'rgba' };

/** Of HD video: what every browser plays. */
export const standardYuv: YuvPixels = { layout: 'yuv420p', matrix: 'bt709', fullRange: false };

export function frameBytes({ width, height }: Size, { layout }: PixelFormat): number {
  return layout === 'rgba' ? width * height * 4 : (width * height * 3) / 2;
}
