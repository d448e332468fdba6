import type { PoseFrame, Size } from '@dance-pose/contracts';
import type { Point } from './canvas-area.ts';
import { placeJoint } from './figure.ts';
import { outline } from './palette.ts';
import type { Pen } from './pen.ts';

const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof corners)[number];

/** Where a frame stands in the music. */
export interface BeatMark {
  /** 1–8, as dancers count. */
  readonly count: number;
  /** From 0 on the beat to 1 on the next one. */
  readonly phase: number;
  /** Whether it was heard which beat is the one; otherwise the count is written with a question mark. */
  readonly isCountSure: boolean;
  /** Where it is drawn; the same throughout a clip, see {@link quietCorner}. */
  readonly corner: Corner;
}

/** Of the dial, as a share of the picture's shorter side: readable on a phone held at arm's length. */
const dialRadius = 0.062;

/** Between the dial and the edges, in its radii. */
const margin = 0.45;

const colour = '#f6f5f1';

/** How much of a beat its flash takes. */
const flash = 0.45;

/** A dial of eight segments that fills with the counts, the count in it, and a flash on every beat. */
export function drawBeat(
  pen: Pen,
  { count, phase, isCountSure, corner }: BeatMark,
  size: Size,
): void {
  const radius = radiusIn(size);
  const centre = centreOf(corner, size);
  pen.dots([centre], radius, { colour: outline, alpha: 0.7 });
  const strength = Math.max(0, 1 - phase / flash) ** 2;
  // The one is what dancers wait for.
  pen.dots([centre], radius * 0.72, { colour, alpha: strength * (count === 1 ? 0.95 : 0.5) });
  for (let segment = 1; segment <= 8; segment += 1) {
    drawSegment(pen, { centre, radius, segment, count });
  }
  drawCount(pen, { count, isCountSure }, { centre, radius });
}

interface Dial {
  readonly centre: Point;
  readonly radius: number;
}

function drawCount(
  pen: Pen,
  { count, isCountSure }: Pick<BeatMark, 'count' | 'isCountSure'>,
  { centre, radius }: Dial,
): void {
  const aside = isCountSure ? 0 : radius * 0.14;
  const place = { x: centre.x - aside, y: centre.y };
  pen.label(`${count}`, place, { colour, width: radius * 1.15, alpha: 1 });
  if (isCountSure) return;
  const raised = { x: centre.x + radius * 0.36, y: centre.y - radius * 0.16 };
  pen.label('?', raised, { colour, width: radius * 0.62, alpha: 1 });
}

interface Segment extends Dial {
  readonly segment: number;
  readonly count: number;
}

function drawSegment(pen: Pen, { centre, radius, segment, count }: Segment): void {
  const eighth = Math.PI / 4;
  const gap = 0.11;
  const start = (segment - 1) * eighth - Math.PI / 2;
  const alpha = segment === count ? 1 : segment < count ? 0.7 : 0.22;
  const ink = { colour, width: radius * (segment === count ? 0.17 : 0.1), alpha };
  pen.arc(centre, radius * 0.86, start + gap, start + eighth - gap, ink);
}

const radiusIn = ({ width, height }: Size): number =>
  Math.max(14, Math.min(width, height) * dialRadius);

function centreOf(corner: Corner, size: Size): Point {
  const inset = radiusIn(size) * (1 + margin);
  return {
    x: corner.endsWith('left') ? inset : size.width - inset,
    y: corner.startsWith('top') ? inset : size.height - inset,
  };
}

/** The corner in which fewest frames have a landmark under the dial: the upper ones first, feet are below. */
export function quietCorner(frames: readonly PoseFrame[], size: Size): Corner {
  const reach = radiusIn(size) * (1 + 2 * margin);
  const disturbances = corners.map((corner) => {
    const centre = centreOf(corner, size);
    const isHit = ({ people }: PoseFrame): boolean =>
      people.some((person) =>
        person.landmarks.some((_, id) => {
          const { x, y, alpha } = placeJoint(person, id, size);
          return alpha > 0 && Math.hypot(x - centre.x, y - centre.y) < reach;
        }),
      );
    return { corner, count: frames.filter(isHit).length };
  });
  return disturbances.reduce((best, other) => (other.count < best.count ? other : best)).corner;
}
