/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A place on the canvas in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Whole pixels, within the canvas. */
export interface PixelArea extends Place, PictureSize {}
