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

/** The family under which the caller has registered a font that has digits and the degree sign. */
const fontFamily = 'DancePose';

/** Draws on a context and remembers which part of the canvas it has touched. */
export class Pen {
  readonly #context: OverlayContext;
  readonly #touched: TouchedRows;

  /** @param size of the canvas. */
  constructor(context: OverlayContext, size: Size) {
    this.#context = context;
    this.#touched = new TouchedRows(size);
  }

  /** Lines drawn in one stroke: where they cross, a pale ink does not get stronger. */
  lines(lines: readonly (readonly [Point, Point])[], ink: Ink): void {
    const context = this.#dip(ink);
    for (const [from, to] of lines) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      this.#touch(from, to, ink.width / 2);
    }
    context.stroke();
  }

  /** A smooth line that bends towards the inner places and ends at the first and last. */
  curve(places: readonly Point[], ink: Ink): void {
    const context = this.#dip(ink);
    let end = places[0];
    for (const [i, place] of places.entries()) {
      const start = end ?? place;
      end = between(place, places[i + 1] ?? place);
      if (i === 0) context.moveTo(place.x, place.y);
      context.quadraticCurveTo(place.x, place.y, end.x, end.y);
      // It stays within the triangle of these.
      this.#touch(start, place, ink.width / 2);
      this.#touch(place, end, ink.width / 2);
      this.#touch(start, end, ink.width / 2);
    }
    context.stroke();
  }

  /** @param start in radians, clockwise from the x axis; the arc goes on clockwise to `end`. */
  arc(centre: Point, radius: number, start: number, end: number, ink: Ink): void {
    const context = this.#dip(ink);
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
      // To where the arc begins, or a line would be drawn there from the last one.
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

  /** @param ink its width is the height of the letters. */
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
    // No letter is wider than it is high, and half of the text lies on each side.
    this.#touch(centre, centre, (width * (text.length + 1)) / 2);
  }

  /** What has been drawn on so far, of the canvas: areas one below the other. */
  get touched(): PixelArea[] {
    return this.#touched.areas;
  }

  #dip({ colour, width, alpha }: Ink): OverlayContext {
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

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** How far in pixels an edge may bleed beyond its geometry. */
const antiAliasing = 1;
