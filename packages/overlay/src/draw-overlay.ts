import type { OverlayOptions, PoseFrame, Size } from '@dance-pose/contracts';
import type { PixelArea } from './canvas-area.ts';
import { drawAngles } from './draw-angles.ts';
import { type BeatMark, drawBeat } from './draw-beat.ts';
import { type CentreMark, drawCentre } from './draw-centre.ts';
import { drawGlow, drawSkeleton } from './draw-skeleton.ts';
import { drawTrails, unbrokenPast } from './draw-trails.ts';
import { layOutFigure } from './figure.ts';
import type { OverlayContext } from './overlay-context.ts';
import { palettes } from './palette.ts';
import { Pen } from './pen.ts';

/** What is known of a frame besides its people. */
export interface OverlayMarks {
  /** Drawn when `showBeats` asks for it. */
  readonly beat?: BeatMark;
  /** Drawn when `showCentreOfMass` asks for it. */
  readonly centreOfMass?: CentreMark;
}

export interface OverlayRequest {
  readonly frame: PoseFrame;
  /** The frames before `frame`, oldest first: as far back as trails shall reach, about 600 ms. */
  readonly trail: readonly PoseFrame[];
  readonly marks: OverlayMarks;
  /** Of the canvas in pixels; landmarks are spread over it, so it has the shape of the tracked frames. */
  readonly size: Size;
  readonly options: OverlayOptions;
}

/**
 * Draws everybody in a frame, and its marks, onto a cleared, transparent canvas. Numbers are written in the
 * font family `DancePose`, which the caller registers.
 * @returns the parts of the canvas that may have changed: of the people, from where to where in every band of
 *   rows, and the same of the dial in its corner. Apart they are much smaller than together.
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
  { frame, trail, marks, size, options }: OverlayRequest,
): PixelArea[] {
  const pen = new Pen(context, size);
  const palette = palettes[options.colour];
  let widest = 0;
  for (const person of frame.people) {
    const figure = layOutFigure(person, size);
    const { lineWidth } = figure;
    widest = Math.max(widest, lineWidth);
    if (options.showTrails) {
      drawTrails(pen, { past: unbrokenPast(person, trail), size, lineWidth, palette });
    }
    if (options.style === 'ghost') drawGlow(pen, figure, palette);
    drawSkeleton(pen, figure, palette);
    if (options.showAngles) {
      drawAngles(pen, figure, { at: options.angleJoints, smallestLetters: smallestLetters(size) });
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

const smallestLetters = ({ width, height }: Size): number =>
  Math.max(10, Math.min(width, height) * 0.018);
