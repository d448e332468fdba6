import type { Size } from '@dance-pose/contracts';
import type { Point } from './canvas-area.ts';
import { outlineWidth } from './draw-skeleton.ts';
import { outline } from './palette.ts';
import type { Pen } from './pen.ts';

/** The dancer's balance in a frame, in normalised picture coordinates `[0,1]` like landmarks. */
export interface CentreMark {
  /** Centre of mass. */
  readonly x: number;
  readonly y: number;
  /** Height of the floor below it, from the top of the picture; without it no plumb line is drawn. */
  readonly floor?: number;
  /** Base of support from left to right, while a foot is on the floor. */
  readonly base?: readonly [from: number, to: number];
}

const colour = '#f6f5f1';

/** In line widths of the figure. */
const symbolRadius = 2.1;
const dash = 3.2;
const gap = 2.6;

/**
 * Draws the engineering symbol for the centre of mass, a plumb line to the floor, and the base of support there.
 * The plumb line ends in a dot over the base, and in a ring beside it, where the dancer is off balance.
 */
export function drawCentre(
  pen: Pen,
  { x, y, floor, base }: CentreMark,
  { size, lineWidth }: { readonly size: Size; readonly lineWidth: number },
): void {
  const centre = { x: x * size.width, y: y * size.height };
  const edge = outlineWidth(lineWidth);
  if (floor !== undefined && floor > y) {
    const foot = { x: centre.x, y: floor * size.height };
    const thin = lineWidth * 0.55;
    stroke(pen, dashes(centre, foot, lineWidth), { width: thin, edge });
    if (base !== undefined) {
      const [from, to] = base.map((edgeX) => ({ x: edgeX * size.width, y: foot.y })) as [
        Point,
        Point,
      ];
      stroke(pen, [[from, to]], { width: lineWidth * 0.8, edge });
    }
    const isOff = base !== undefined && (x < base[0] || x > base[1]);
    pen.dots([foot], lineWidth * 1.2 + edge, { colour: outline, alpha: 1 });
    pen.dots([foot], lineWidth * 1.2, { colour, alpha: 1 });
    if (isOff) pen.dots([foot], lineWidth * 0.65, { colour: outline, alpha: 1 });
  }
  drawSymbol(pen, centre, { radius: lineWidth * symbolRadius, edge });
}

/** A disc with two opposite dark quarters. */
function drawSymbol(
  pen: Pen,
  centre: Point,
  { radius, edge }: { readonly radius: number; readonly edge: number },
): void {
  pen.dots([centre], radius + edge, { colour: outline, alpha: 1 });
  pen.dots([centre], radius, { colour, alpha: 1 });
  const quarter = Math.PI / 2;
  for (const start of [0, Math.PI]) {
    pen.sector(centre, radius, start, start + quarter, { colour: outline, alpha: 1 });
  }
}

type Lines = readonly (readonly [Point, Point])[];

function stroke(
  pen: Pen,
  lines: Lines,
  { width, edge }: { readonly width: number; readonly edge: number },
): void {
  pen.lines(lines, { colour: outline, width: width + 2 * edge, alpha: 0.8 });
  pen.lines(lines, { colour, width, alpha: 1 });
}

function dashes(from: Point, to: Point, lineWidth: number): Lines {
  const lines: (readonly [Point, Point])[] = [];
  const step = (dash + gap) * lineWidth;
  for (let y = from.y; y < to.y; y += step) {
    const end = Math.min(to.y, y + dash * lineWidth);
    lines.push([
      { x: from.x, y },
      { x: from.x, y: end },
    ]);
  }
  return lines;
}
