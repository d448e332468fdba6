import type { Side } from '@dance-pose/contracts';
import { shareWhere } from '../cleaning/coverage.ts';
import { fillShortGaps } from '../cleaning/gaps.ts';
import {
  halfWidth,
  knownIn,
  lengthOf,
  median,
  runsWhere,
  type Signal,
  type Span,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import type { Jump } from './jumps.ts';
import type { LegHeight } from './leg-heights.ts';

/** A leg in the air while the other one stands. */
export interface LegLift extends Span {
  readonly side: Side;
  /** Frame at the top. */
  readonly peak: number;
  /** Angle of the leg from straight down at the top, in degrees; NaN if it was not seen from this view. */
  readonly height: number;
  /** Half width of the 95 % interval of the height; NaN if the height is. */
  readonly error: number;
  /** Time within {@link heldWithin} of the top, in seconds; NaN if the height is. */
  readonly holdSeconds: number;
}

/** In degrees; a lower leg is a step. */
const leastHeight = 25;

/** Degrees below its top at which a leg is still held. */
const heldWithin = 10;

const leastSeconds = 0.2;
const longestGapSeconds = 0.2;

/** Even a quick kick is near its top for so long; a shorter top is an error of the tracking. */
const leastTopSeconds = 0.08;

/** Time before and after the top over which the height is the median. */
const aroundTopSeconds = 0.1;

/** Degrees by which the reach may exceed the height: with more, the top was not seen. */
const mostUnseen = 20;

/** Half width of an interval, in degrees, from which a height says nothing. */
const mostError = 20;

/** Share of a lift in which the other foot must stand: with less, the tracking has lost a leg. */
const leastSupport = 0.6;

/** Lifts of one leg in order. One that points at the camera, or was not tracked well, has no height. */
export function findLegLifts(
  side: Side,
  leg: LegHeight,
  { jumps, fps }: { jumps: readonly Jump[]; fps: number },
): LegLift[] {
  const up = leg.up.slice();
  fillShortGaps(up, Math.round(longestGapSeconds * fps));
  return runsWhere(wholeOf(up), (i) => valueAt(up, i) > 0.5)
    .filter((run) => lengthOf(run) >= leastSeconds * fps)
    .filter((run) => !jumps.some(({ from, to }) => from < run.to && to > run.from))
    .map((run) => ({ side, ...run, ...measure(leg, run, fps) }))
    .filter(({ height, from, to }) =>
      Number.isNaN(height) ? most(leg.reach, { from, to }) >= leastHeight : height >= leastHeight,
    );
}

const supportIn = ({ supported }: LegHeight, run: Span): number =>
  shareWhere(run, (i) => valueAt(supported, i) === 1);

const most = (signal: Signal, span: Span): number =>
  knownIn(signal, span).reduce((a, b) => Math.max(a, b), 0);

function measure(leg: LegHeight, run: Span, fps: number): Omit<LegLift, 'side' | keyof Span> {
  const top = most(leg.height, run);
  const peak = Math.max(run.from, leg.height.indexOf(top, run.from));
  const reach = Math.round(aroundTopSeconds * fps);
  const near = { from: Math.max(run.from, peak - reach), to: Math.min(run.to, peak + reach + 1) };
  const [height, error] = [leg.height, leg.error].map((signal) => median(knownIn(signal, near)));
  const half = halfWidth * (error ?? Number.NaN);
  const holdSeconds = heldAround(leg.height, peak, run) / fps;
  const isSeen =
    holdSeconds >= leastTopSeconds &&
    isWhole(leg, run) &&
    supportIn(leg, run) >= leastSupport &&
    half <= mostError &&
    most(leg.reach, run) <= top + mostUnseen;
  if (!isSeen || height === undefined) {
    return { peak, height: Number.NaN, error: Number.NaN, holdSeconds: Number.NaN };
  }
  return { peak, height, error: half, holdSeconds };
}

/** False if the foot came into sight or went out of it during the lift. */
const isWhole = ({ up }: LegHeight, { from, to }: Span): boolean =>
  ![from - 1, to].some((i) => i >= 0 && i < up.length && Number.isNaN(valueAt(up, i)));

/** Number of frames around the top in which the leg stays near it. */
function heldAround(height: Signal, peak: number, { from, to }: Span): number {
  const least = valueAt(height, peak) - heldWithin;
  let [first, last] = [peak, peak];
  while (first > from && valueAt(height, first - 1) >= least) first -= 1;
  while (last + 1 < to && valueAt(height, last + 1) >= least) last += 1;
  return last - first + 1;
}
