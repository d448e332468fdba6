import type { Size } from '@dance-pose/contracts';
import type { PixelArea, Point } from './canvas-area.ts';

/**
 * Rows per band. Fewer rows follow a slender dancer more closely but make more areas, and reading an area costs
 * 10 µs.
 */
const bandRows = 128;

interface Span {
  left: number;
  right: number;
}

/** Tracks the part of a canvas that was drawn on: the horizontal extent in every band of rows. */
export class TouchedRows {
  readonly #size: Size;
  readonly #spans = new Map<number, Span>();
  #top = Number.POSITIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

  constructor(size: Size) {
    this.#size = size;
  }

  /** Adds everything within `reach` of a line, horizontally as well as vertically. */
  add(from: Point, to: Point, reach: number): void {
    const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
    const top = Math.max(0, upper.y - reach);
    const bottom = Math.min(this.#size.height, lower.y + reach);
    if (!(top < bottom)) return;
    this.#top = Math.min(this.#top, top);
    this.#bottom = Math.max(this.#bottom, bottom);
    for (let band = Math.floor(top / bandRows); band * bandRows < bottom; band++) {
      const start = xAt(band * bandRows - reach, upper, lower);
      const end = xAt((band + 1) * bandRows + reach, upper, lower);
      this.#widen(band, Math.min(start, end) - reach, Math.max(start, end) + reach);
    }
  }

  /** Areas drawn on so far, in whole pixels within the canvas, from top to bottom. */
  get areas(): PixelArea[] {
    const bands = [...this.#spans].toSorted(([a], [b]) => a - b);
    return bands.flatMap(([band, { left, right }]) => {
      const x = Math.max(0, Math.floor(left));
      const y = Math.max(band * bandRows, Math.floor(this.#top));
      const width = Math.min(this.#size.width, Math.ceil(right)) - x;
      const height = Math.min((band + 1) * bandRows, Math.ceil(this.#bottom)) - y;
      return width > 0 && height > 0 ? [{ x, y, width, height }] : [];
    });
  }

  #widen(band: number, left: number, right: number): void {
    const span = this.#spans.get(band);
    if (span === undefined) {
      this.#spans.set(band, { left, right });
      return;
    }
    span.left = Math.min(span.left, left);
    span.right = Math.max(span.right, right);
  }
}

/** x of the line in a row; above and below the line that of its end. */
function xAt(row: number, upper: Point, lower: Point): number {
  if (row <= upper.y) return upper.x;
  if (row >= lower.y) return lower.x;
  return upper.x + ((lower.x - upper.x) * (row - upper.y)) / (lower.y - upper.y);
}
