import type { PoseFrame, Size } from '@dance-pose/contracts';
import type { Point } from './canvas-area.ts';
import { toJoint } from './figure.ts';
import { outline } from './palette.ts';
import type { Pen } from './pen.ts';

const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof corners)[number];

/** Position of a frame in the music. */
export interface BeatMark {
  /** 1 to `counts`, as dancers count. */
  readonly count: number;
  /** Length of a group of counts: 3, 4, 6 or 8. */
  readonly counts: number;
  /** From 0 on the beat to 1 on the next one. */
  readonly phase: number;
  /** True if the "one" was found in the music; otherwise the count has a question mark. */
  readonly isCountSure: boolean;
  /** Corner of the dial, the same throughout a clip; see {@link quietCorner}. */
  readonly corner: Corner;
}

/** Radius of the dial as a share of the picture's shorter side: legible on a phone at arm's length. */
const dialRadius = 0.062;

/** Distance of the dial from the edges, in radii. */
const margin = 0.45;

const colour = '#f6f5f1';

/** Duration of the flash as a share of a beat. */
const flashDuration = 0.45;

/** Draws a dial with a segment for each count that fills with them, the count inside, and a flash on every beat. */
export function drawBeat(
  pen: Pen,
  { count, counts, phase, isCountSure, corner }: BeatMark,
  size: Size,
): void {
  const radius = radiusIn(size);
  const centre = centreOf(corner, size);
  pen.dots([centre], radius, { colour: outline, alpha: 0.7 });
  const strength = Math.max(0, 1 - phase / flashDuration) ** 2;
  // The "one" flashes brightest.
  pen.dots([centre], radius * 0.72, { colour, alpha: strength * (count === 1 ? 0.95 : 0.5) });
  for (let segment = 1; segment <= counts; segment += 1) {
    drawSegment(pen, { centre, radius, segment, count, counts });
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
  const shift = isCountSure ? 0 : radius * 0.14;
  const position = { x: centre.x - shift, y: centre.y };
  pen.label(`${count}`, position, { colour, width: radius * 1.15, alpha: 1 });
  if (isCountSure) return;
  const raised = { x: centre.x + radius * 0.36, y: centre.y - radius * 0.16 };
  pen.label('?', raised, { colour, width: radius * 0.62, alpha: 1 });
}

interface Segment extends Dial {
  readonly segment: number;
  readonly count: number;
  readonly counts: number;
}

function drawSegment(pen: Pen, { centre, radius, segment, count, counts }: Segment): void {
  const angle = (2 * Math.PI) / counts;
  const gap = 0.11;
  const start = (segment - 1) * angle - Math.PI / 2;
  const alpha = segment === count ? 1 : segment < count ? 0.7 : 0.22;
  const ink = { colour, width: radius * (segment === count ? 0.17 : 0.1), alpha };
  pen.arc(centre, radius * 0.86, start + gap, start + angle - gap, ink);
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

/**
 * Corner in which the dial covers landmarks in the fewest frames. Of equal corners, an upper one: feet are at the
 * bottom.
 */
export function quietCorner(frames: readonly PoseFrame[], size: Size): Corner {
  const reach = radiusIn(size) * (1 + 2 * margin);
  const overlaps = corners.map((corner) => {
    const centre = centreOf(corner, size);
    const isCovered = ({ people }: PoseFrame): boolean =>
      people.some((person) =>
        person.landmarks.some((_, id) => {
          const { x, y, alpha } = toJoint(person, id, size);
          return alpha > 0 && Math.hypot(x - centre.x, y - centre.y) < reach;
        }),
      );
    return { corner, count: frames.filter(isCovered).length };
  });
  return overlaps.reduce((best, other) => (other.count < best.count ? other : best)).corner;
}
