import { leastPlieBend } from '@dance-pose/contracts';
import { fillShortGaps } from '../cleaning/gaps.ts';
import { radians } from '../series/degrees.ts';
import {
  halfWidth,
  knownIn,
  knownRuns,
  lengthOf,
  median,
  type Signal,
  type Span,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import type { Jump } from './jumps.ts';
import { type KneeBend, straightBend } from './knee-bend.ts';

/** A plié, squat or lunge: both knees bend and stretch again while both feet stand. */
export interface Plie extends Span {
  /** Deepest frame. */
  readonly peak: number;
  /** Mean bend of both knees at the deepest point, in degrees. */
  readonly depth: number;
  /** Half width of the 95 % interval of the depth, in degrees. */
  readonly error: number;
}

/**
 * Degrees by which the knees bend from where they were, and stretch again, at least: hips that bounce by 2 cm bend them
 * less.
 */
const leastRise = 10;

/** Time below the middle of the way: a bounce on every beat is faster, although its 2 cm bend a straight knee by 25°. */
const leastSeconds = 0.35;

/** Longest time for which a foot may be lost. */
const longestGapSeconds = 0.2;

/** Time for which the feet must be seen on the floor, or the length of the straight legs is not known. */
const leastStandingSeconds = 2.5;

/** False for a clip in which the dancer stands too briefly to tell a bent leg from a straight one. */
export const canShowPlies = ({ bend }: KneeBend, fps: number): boolean =>
  knownIn(bend, wholeOf(bend)).length >= leastStandingSeconds * fps;

/** Length of a straight leg from hip to ankle, in S. */
const legLength = 1.4;

/** Share of the way by which the hips must go down in the picture, of the one that follows from the bend. */
const leastLowered = 0.4;

/** Time before and after the deepest frame over which its depth is the median. */
const aroundPeakSeconds = 0.1;

interface PlieInputs {
  readonly jumps: readonly Jump[];
  readonly heading: Signal;
  readonly hips: Signal;
  readonly fps: number;
}

/**
 * Pliés, squats and lunges in order. A bend counts if hips, shoulders and head agree on it, so that a bow or arms
 * that rise do not, and if the hips go down, so that feet that the engine loses do not. The bends before and after a
 * jump belong to the jump.
 * @param heading of the dancer, unwrapped, in degrees.
 * @param hips their row in the picture, in S.
 */
export function findPlies(knees: KneeBend, { jumps, heading, hips, fps }: PlieInputs): Plie[] {
  if (!canShowPlies(knees, fps)) return [];
  const agreed = knees.agreed.slice();
  const longestGap = Math.round(longestGapSeconds * fps);
  fillShortGaps(agreed, longestGap);
  const least = Math.max(leastPlieBend, knees.straight);
  const rise = Math.max(leastRise, knees.straight - straightBend);
  const isLowered = (dip: Dip): boolean =>
    loweredBy(hips, dip) >= leastLowered * wayOf(agreed, dip);
  return knownRuns(agreed)
    .flatMap((run) => dipsIn(agreed, run, { rise, isOpen: agreed.length - run.to <= longestGap }))
    .filter((dip) => valueAt(agreed, dip.peak) >= least)
    .filter(isLowered)
    .filter((dip) => lengthOf(aroundPeak(agreed, dip, 1 / 2)) >= leastSeconds * fps)
    .map((dip) => ({
      ...aroundPeak(agreed, dip, 4 / 5),
      ...{ peak: dip.peak, ...depthOf(knees, dip, fps) },
    }))
    .filter((plie) => !jumps.some((jump) => belongsTo(jump, plie, jumpSeconds * fps)))
    .filter(({ from, to, depth }) => {
      const turned = Math.abs(valueAt(heading, to - 1) - valueAt(heading, from));
      return depth >= leastTurningDepth || !(turned > mostTurned);
    });
}

/**
 * Degrees by which a dancer turns in a plié at most, and depth of one that counts nevertheless: the engine makes the
 * legs longer or shorter from another view.
 */
const mostTurned = 60;
const leastTurningDepth = 45;

/** Longest time between the deepest point of a bend and the jump that it belongs to. */
const jumpSeconds = 0.6;

const belongsTo = (jump: Jump, { peak }: Plie, longest: number): boolean =>
  (peak <= jump.from && jump.from - peak <= longest) ||
  (peak >= jump.to && peak - jump.to <= longest);

interface Dip extends Span {
  readonly peak: number;
}

/** Distance in S by which the hips go down from the beginning of a dip to its deepest frame. */
const loweredBy = (hips: Signal, { from, peak }: Dip): number =>
  valueAt(hips, peak) - valueAt(hips, from);

/** The distance that follows from the bend of the knees. */
function wayOf(bend: Signal, { from, peak }: Dip): number {
  const [before, deep] = [from, peak].map((i) => Math.cos(radians(valueAt(bend, i) / 2))) as [
    number,
    number,
  ];
  return legLength * (before - deep);
}

/**
 * @param rise least bend and stretch, in degrees.
 * @param isOpen true if the clip ends with the run, so that the last dip need not end.
 */
function dipsIn(
  bend: Signal,
  run: Span,
  { rise: least, isOpen }: { readonly rise: number; readonly isOpen: boolean },
): Dip[] {
  const dips: Dip[] = [];
  // Straightest frame since the last dip, and deepest frame since then.
  let [from, peak] = [run.from, run.from];
  for (let i = run.from; i < run.to; i += 1) {
    const value = valueAt(bend, i);
    if (value > valueAt(bend, peak)) peak = i;
    const rise = valueAt(bend, peak) - valueAt(bend, from);
    if (rise < least && value <= valueAt(bend, from)) [from, peak] = [i, i];
    const isBack = value <= valueAt(bend, peak) - Math.max(least, rise / 2);
    if (rise < least || !(isBack || (isOpen && i === run.to - 1))) continue;
    const to = lowestAfter(bend, i, run.to) + 1;
    dips.push({ from, peak, to });
    [from, peak] = [i, i];
  }
  return dips;
}

/** Last frame of a monotonic fall. */
function lowestAfter(bend: Signal, frame: number, to: number): number {
  let i = frame;
  while (i + 1 < to && valueAt(bend, i + 1) <= valueAt(bend, i)) i += 1;
  return i;
}

/** Part of a dip around its peak, down to a share of its rise below it. */
function aroundPeak(bend: Signal, dip: Dip, share: number): Span {
  const top = valueAt(bend, dip.peak);
  const level = top - share * (top - valueAt(bend, dip.from));
  let [from, to] = [dip.peak, dip.peak + 1];
  while (from > dip.from && valueAt(bend, from - 1) > level) from -= 1;
  while (to < dip.to && valueAt(bend, to) > level) to += 1;
  return { from, to };
}

function depthOf({ bend, error }: KneeBend, dip: Dip, fps: number): Pick<Plie, 'depth' | 'error'> {
  const reach = Math.round(aroundPeakSeconds * fps);
  const near = {
    from: Math.max(dip.from, dip.peak - reach),
    to: Math.min(dip.to, dip.peak + reach + 1),
  };
  const typical = (signal: Signal): number => median(knownIn(signal, near));
  return { depth: typical(bend), error: halfWidth * typical(error) };
}
