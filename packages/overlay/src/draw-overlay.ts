import type { OverlayOptions, PoseFrame, Size } from '@dance-pose/contracts';
import type { PixelArea } from './canvas-area.ts';
import { drawAngles } from './draw-angles.ts';
import { type BeatMark, drawBeat } from './draw-beat.ts';
import { type CentreMark, drawCentre } from './draw-centre.ts';
import { drawGlow, drawSkeleton } from './draw-skeleton.ts';
import { drawTrails, unbrokenPast } from './draw-trails.ts';
import { toFigure } from './figure.ts';
import type { OverlayContext } from './overlay-context.ts';
import { palettes } from './palette.ts';
import { Pen } from './pen.ts';

/** Marks of a frame other than its people. */
export interface OverlayMarks {
  /** Drawn if `showBeats` is set. */
  readonly beat?: BeatMark;
  /** Drawn if `showCentreOfMass` is set. */
  readonly centreOfMass?: CentreMark;
}

export interface OverlayRequest {
  readonly frame: PoseFrame;
  /** Frames before `frame`, oldest first, for the length of the trails: about 600 ms. */
  readonly trail: readonly PoseFrame[];
  readonly marks: OverlayMarks;
  /** Size of the canvas in pixels. Landmarks are scaled to it, so it has the aspect ratio of the tracked frames. */
  readonly size: Size;
  readonly options: OverlayOptions;
  /** Default: true. */
  readonly showSkeleton?: boolean;
}

/**
 * Draws everyone in a frame, and its marks, onto a cleared, transparent canvas. Numbers are written in the
 * font family `DancePose`, which the caller registers.
 * @returns the areas of the canvas that may have changed: the horizontal extent of the people in every band of
 *   rows, and separately that of the dial in its corner, which together are much smaller than one rectangle.
 */
export function drawOverlay(context: OverlayContext, request: OverlayRequest): PixelArea[] {
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const areas = [...drawPeople(context, request), ...drawDial(context, request)];
  context.restore();
  return areas;
}

function drawPeople(
  context: OverlayContext,
  { frame, trail, marks, size, options, showSkeleton = true }: OverlayRequest,
): PixelArea[] {
  const pen = new Pen(context, size);
  const palette = palettes[options.colour];
  let widest = 0;
  for (const person of frame.people) {
    const figure = toFigure(person, size);
    const { lineWidth } = figure;
    widest = Math.max(widest, lineWidth);
    if (options.showTrails) {
      drawTrails(pen, { past: unbrokenPast(person, trail), size, lineWidth, palette });
    }
    if (showSkeleton && options.style === 'ghost') drawGlow(pen, figure, palette);
    if (showSkeleton) drawSkeleton(pen, figure, palette);
    if (options.showAngles) {
      drawAngles(pen, figure, {
        joints: options.angleJoints,
        minLetterHeight: minLetterHeight(size),
      });
    }
  }
  if (options.showCentreOfMass && marks.centreOfMass && widest > 0) {
    drawCentre(pen, marks.centreOfMass, { size, lineWidth: widest });
  }
  return pen.touched;
}

function drawDial(context: OverlayContext, { marks, size, options }: OverlayRequest): PixelArea[] {
  if (!options.showBeats || marks.beat === undefined) return [];
  const pen = new Pen(context, size);
  drawBeat(pen, marks.beat, size);
  return pen.touched;
}

const minLetterHeight = ({ width, height }: Size): number =>
  Math.max(10, Math.min(width, height) * 0.018);
