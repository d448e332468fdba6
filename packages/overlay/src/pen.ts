import type { Size } from '@dance-pose/contracts';
import type { PixelArea, Point } from './canvas-area.ts';
import type { OverlayContext } from './overlay-context.ts';
import { outline } from './palette.ts';
import { TouchedRows } from './touched-rows.ts';

export interface Ink {
  readonly colour: string;
  readonly width: number;
  readonly alpha: number;
}

/** Font family that the caller registers; it needs digits and the degree sign. */
const fontFamily = 'DancePose';

/** Draws on a context and tracks the touched part of the canvas. */
export class Pen {
  readonly #context: OverlayContext;
  readonly #touched: TouchedRows;

  /** @param size of the canvas. */
  constructor(context: OverlayContext, size: Size) {
    this.#context = context;
    this.#touched = new TouchedRows(size);
  }

  /** Draws lines in one stroke: where they cross, a translucent colour does not add up. */
  lines(lines: readonly (readonly [Point, Point])[], ink: Ink): void {
    const context = this.#begin(ink);
    for (const [from, to] of lines) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      this.#touch(from, to, ink.width / 2);
    }
    context.stroke();
  }

  /** Draws a smooth curve that is attracted by the inner points and ends at the first and last. */
  curve(points: readonly Point[], ink: Ink): void {
    const context = this.#begin(ink);
    let end = points[0];
    for (const [i, point] of points.entries()) {
      const start = end ?? point;
      end = midpoint(point, points[i + 1] ?? point);
      if (i === 0) context.moveTo(point.x, point.y);
      context.quadraticCurveTo(point.x, point.y, end.x, end.y);
      // The curve stays within the triangle of these.
      this.#touch(start, point, ink.width / 2);
      this.#touch(point, end, ink.width / 2);
      this.#touch(start, end, ink.width / 2);
    }
    context.stroke();
  }

  /** @param start in radians, clockwise from the x axis; the arc continues clockwise to `end`. */
  arc(centre: Point, radius: number, start: number, end: number, ink: Ink): void {
    const context = this.#begin(ink);
    context.arc(centre.x, centre.y, radius, start, end);
    context.stroke();
    this.#touch(centre, centre, radius + ink.width / 2);
  }

  dots(centres: readonly Point[], radius: number, { colour, alpha }: Omit<Ink, 'width'>): void {
    const context = this.#context;
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.beginPath();
    for (const centre of centres) {
      // Moves to the start of the arc; otherwise a line from the previous point would be drawn.
      context.moveTo(centre.x + radius, centre.y);
      context.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
      this.#touch(centre, centre, radius);
    }
    context.fill();
  }

  /** A slice of a disc, clockwise from `start` to `end` in radians. */
  sector(centre: Point, radius: number, start: number, end: number, ink: Omit<Ink, 'width'>): void {
    const context = this.#context;
    context.globalAlpha = ink.alpha;
    context.fillStyle = ink.colour;
    context.beginPath();
    context.moveTo(centre.x, centre.y);
    context.arc(centre.x, centre.y, radius, start, end);
    context.fill();
    this.#touch(centre, centre, radius);
  }

  /** @param ink its width is the letter height. */
  label(text: string, centre: Point, { colour, width, alpha }: Ink): void {
    const context = this.#context;
    context.globalAlpha = alpha;
    context.font = `${Math.round(width)}px ${fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = width / 4.5;
    context.strokeStyle = outline;
    context.strokeText(text, centre.x, centre.y);
    context.fillStyle = colour;
    context.fillText(text, centre.x, centre.y);
    // No letter is wider than it is high, and the text is centred.
    this.#touch(centre, centre, (width * (text.length + 1)) / 2);
  }

  /** Areas of the canvas drawn on so far, from top to bottom. */
  get touched(): PixelArea[] {
    return this.#touched.areas;
  }

  #begin({ colour, width, alpha }: Ink): OverlayContext {
    const context = this.#context;
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    return context;
  }

  #touch(from: Point, to: Point, reach: number): void {
    this.#touched.add(from, to, reach + antiAliasing);
  }
}

const midpoint = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Pixels by which anti-aliasing can extend an edge. */
const antiAliasing = 1;
