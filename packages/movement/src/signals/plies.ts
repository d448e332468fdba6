import { leastPlieBend } from '@dance-pose/contracts';
import { fillShortGaps } from '../cleaning/gaps.ts';
import {
  halfWidth,
  knownIn,
  knownRuns,
  lengthOf,
  median,
  type Signal,
  type Span,
  valueAt,
} from '../series/signal.ts';
import type { Jump } from './jumps.ts';
import type { KneeBend } from './knee-bend.ts';

/** A plié, squat or lunge: both knees bend and stretch again while both feet stand. */
export interface Plie extends Span {
  /** Deepest frame. */
  readonly peak: number;
  /** Mean bend of both knees at the deepest point, in degrees. */
  readonly depth: number;
  /** Half width of the 95 % interval of the depth, in degrees. */
  readonly error: number;
}

/** Degrees by which the knees bend from where they were, and stretch again: hips that bounce by 2 cm bend them less. */
const leastRise = 10;

/** Time below the middle of the way: a bounce on every beat is faster, although its 2 cm bend a straight knee by 25°. */
const leastSeconds = 0.35;

/** Longest time for which a foot may be lost. */
const longestGapSeconds = 0.2;

/** Time before and after the deepest frame over which its depth is the median. */
const aroundPeakSeconds = 0.1;

/**
 * Pliés, squats and lunges in order. A bend counts if hips, shoulders and head agree on it, so that a bow or arms
 * that rise do not. The bends before and after a jump belong to the jump.
 * @param heading of the dancer, unwrapped, in degrees.
 */
export function findPlies(
  knees: KneeBend,
  { jumps, heading, fps }: { jumps: readonly Jump[]; heading: Signal; fps: number },
): Plie[] {
  const agreed = knees.agreed.slice();
  const longestGap = Math.round(longestGapSeconds * fps);
  fillShortGaps(agreed, longestGap);
  const least = Math.max(leastPlieBend, knees.straight);
  return knownRuns(agreed)
    .flatMap((run) => dipsIn(agreed, run, agreed.length - run.to <= longestGap))
    .filter((dip) => valueAt(agreed, dip.peak) >= least)
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

/** @param isOpen true if the clip ends with the run, so that the last dip need not end. */
function dipsIn(bend: Signal, run: Span, isOpen: boolean): Dip[] {
  const dips: Dip[] = [];
  // Straightest frame since the last dip, and deepest frame since then.
  let [from, peak] = [run.from, run.from];
  for (let i = run.from; i < run.to; i += 1) {
    const value = valueAt(bend, i);
    if (value > valueAt(bend, peak)) peak = i;
    const rise = valueAt(bend, peak) - valueAt(bend, from);
    if (rise < leastRise && value <= valueAt(bend, from)) [from, peak] = [i, i];
    const isBack = value <= valueAt(bend, peak) - Math.max(leastRise, rise / 2);
    if (rise < leastRise || !(isBack || (isOpen && i === run.to - 1))) continue;
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
