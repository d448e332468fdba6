import type { OverlayOptions, PoseFrame } from '@dance-pose/contracts';
import { drawAngles } from './draw-angles.ts';
import { drawGlow, drawSkeleton } from './draw-skeleton.ts';
import { drawTrails, unbrokenPast } from './draw-trails.ts';
import { layOutFigure, type PictureSize } from './figure.ts';
import type { OverlayContext } from './overlay-context.ts';
import { palettes } from './palette.ts';
import { Pen, type PixelArea } from './pen.ts';

export interface OverlayRequest {
  readonly frame: PoseFrame;
  /** The frames before `frame`, oldest first: as far back as trails shall reach, about 600 ms. */
  readonly trail: readonly PoseFrame[];
  /** Of the canvas in pixels; landmarks are spread over it, so it has the shape of the tracked frames. */
  readonly size: PictureSize;
  readonly options: OverlayOptions;
}

/**
 * Draws everybody in a frame onto a cleared, transparent canvas. `showAngles` writes in the font family
 * `DancePose`, which the caller registers.
 * @returns the part of the canvas that may have changed, or null when nothing was drawn.
 */
export function drawOverlay(
  context: OverlayContext,
  { frame, trail, size, options }: OverlayRequest,
): PixelArea | null {
  const pen = new Pen(context);
  const palette = palettes[options.colour];
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const person of frame.people) {
    const figure = layOutFigure(person, size);
    const { lineWidth } = figure;
    if (options.showTrails) {
      drawTrails(pen, { past: unbrokenPast(person, trail), size, lineWidth, palette });
    }
    if (options.style === 'ghost') drawGlow(pen, figure, palette);
    drawSkeleton(pen, figure, palette);
    if (options.showAngles) drawAngles(pen, figure, smallestLetters(size));
  }
  context.restore();
  return pen.touched(size);
}

const smallestLetters = ({ width, height }: PictureSize): number =>
  Math.max(10, Math.min(width, height) * 0.018);
