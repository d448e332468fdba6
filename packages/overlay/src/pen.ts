import type { OverlayContext } from './overlay-context.ts';
import { outline } from './palette.ts';

/** A place on the canvas in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Whole pixels, within the canvas. */
export interface PixelArea extends Place {
  readonly width: number;
  readonly height: number;
}

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
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

  constructor(context: OverlayContext) {
    this.#context = context;
  }

  /** Lines drawn in one stroke: where they cross, a pale ink does not get stronger. */
  lines(lines: readonly (readonly [Place, Place])[], ink: Ink): void {
    const context = this.#dip(ink);
    for (const [from, to] of lines) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      this.#touch(from, ink.width / 2);
      this.#touch(to, ink.width / 2);
    }
    context.stroke();
  }

  /** A smooth line that bends towards the inner places and ends at the first and last. */
  curve(places: readonly Place[], ink: Ink): void {
    const context = this.#dip(ink);
    places.forEach((place, i) => {
      const next = places[i + 1] ?? place;
      if (i === 0) context.moveTo(place.x, place.y);
      context.quadraticCurveTo(place.x, place.y, (place.x + next.x) / 2, (place.y + next.y) / 2);
      this.#touch(place, ink.width / 2);
    });
    context.stroke();
  }

  /** @param start in radians, clockwise from the x axis; the arc goes on clockwise to `end`. */
  arc(centre: Place, radius: number, start: number, end: number, ink: Ink): void {
    const context = this.#dip(ink);
    context.arc(centre.x, centre.y, radius, start, end);
    context.stroke();
    this.#touch(centre, radius + ink.width / 2);
  }

  dots(centres: readonly Place[], radius: number, { colour, alpha }: Omit<Ink, 'width'>): void {
    const context = this.#context;
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.beginPath();
    for (const centre of centres) {
      // To where the arc begins, or a line would be drawn there from the last one.
      context.moveTo(centre.x + radius, centre.y);
      context.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
      this.#touch(centre, radius);
    }
    context.fill();
  }

  /** A slice of a disc, clockwise from `start` to `end` in radians. */
  sector(centre: Place, radius: number, start: number, end: number, ink: Omit<Ink, 'width'>): void {
    const context = this.#context;
    context.globalAlpha = ink.alpha;
    context.fillStyle = ink.colour;
    context.beginPath();
    context.moveTo(centre.x, centre.y);
    context.arc(centre.x, centre.y, radius, start, end);
    context.fill();
    this.#touch(centre, radius);
  }

  /** @param ink its width is the height of the letters. */
  label(text: string, centre: Place, { colour, width, alpha }: Ink): void {
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
    this.#touch(centre, (width * (text.length + 1)) / 2);
  }

  /** What has been drawn on so far; null for nothing that lies on the canvas. */
  touched(size: { width: number; height: number }): PixelArea | null {
    const x = Math.max(0, Math.floor(this.#left));
    const y = Math.max(0, Math.floor(this.#top));
    const width = Math.min(size.width, Math.ceil(this.#right)) - x;
    const height = Math.min(size.height, Math.ceil(this.#bottom)) - y;
    return width > 0 && height > 0 ? { x, y, width, height } : null;
  }

  #dip({ colour, width, alpha }: Ink): OverlayContext {
    const context = this.#context;
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    return context;
  }

  #touch({ x, y }: Place, reach: number): void {
    const margin = reach + antiAliasing;
    this.#left = Math.min(this.#left, x - margin);
    this.#top = Math.min(this.#top, y - margin);
    this.#right = Math.max(this.#right, x + margin);
    this.#bottom = Math.max(this.#bottom, y + margin);
  }
}

/** How far in pixels an edge may bleed beyond its geometry. */
const antiAliasing = 1;
