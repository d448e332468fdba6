import { shareWhere } from '../cleaning/coverage.ts';
import { degrees } from '../series/degrees.ts';
import { halfWidth, valueAt } from '../series/signal.ts';
import type { Jump } from './jumps.ts';
import type { LegLine, LegLines } from './leg-heights.ts';

/** The legs in one jump. */
export interface Split {
  readonly jump: Jump;
  /** Frame in which the legs are furthest apart. */
  readonly peak: number;
  /**
   * Largest angle in the air between the lines from hip to ankle of both legs, in degrees; NaN if they point at the
   * camera.
   */
  readonly angle: number;
  /** Half width of the 95 % interval of the angle; NaN if the angle is. */
  readonly error: number;
}

/** Share of its length from which a leg has a direction in the picture, and from which it lies in the picture. */
const leastShare = 0.8;
const fullShare = 0.95;

/** Share of the flight in which both legs must have a direction. */
const leastSeen = 0.6;

/** Errors in degrees: between two legs in the plane of the picture, and for a leg that is shorter than it should be. */
const splitError = 5;
const shortError = 60;

export const splitsOf = (jumps: readonly Jump[], lines: LegLines): Split[] =>
  jumps.map((jump) => splitOf(jump, lines));

function splitOf(jump: Jump, { left, right }: LegLines): Split {
  const share = (i: number): number => Math.min(valueAt(left.share, i), valueAt(right.share, i));
  let split: Split = { jump, peak: jump.from, angle: Number.NaN, error: Number.NaN };
  if (shareWhere(jump, (i) => share(i) >= leastShare) < leastSeen) return split;
  for (let i = jump.from; i < jump.to; i += 1) {
    const apart = Math.abs(directionOf(left, i) - directionOf(right, i));
    const angle = Math.min(apart, 360 - apart);
    if (!(share(i) >= leastShare) || angle <= split.angle) continue;
    const short = Math.max(0, fullShare - share(i));
    split = {
      ...split,
      peak: i,
      angle,
      error: halfWidth * Math.hypot(splitError, shortError * short),
    };
  }
  return split;
}

const directionOf = ({ x, y }: LegLine, frame: number): number =>
  degrees(Math.atan2(valueAt(x, frame), valueAt(y, frame)));
