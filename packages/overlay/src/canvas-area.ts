import type { Size } from '@dance-pose/contracts';

/** A position on the canvas in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Whole pixels, within the canvas. */
export interface PixelArea extends Point, Size {}
