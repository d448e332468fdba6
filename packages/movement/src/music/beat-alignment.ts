import { mean, median, quantile } from '../series/signal.ts';

/** The width of "on the beat" in AIST++: 3 frames at 60 a second. */
export const onBeatMs = 50;

/**
 * Beat Alignment Score (Li et al., ICCV 2021): how near each of `beats` is to the nearest of `targets`, 1 on
 * the spot, 0.61 at one `sigma` and 0 far from all, averaged over `beats`; 0 when either list is empty. From movement to
 * music it asks how much of the dance is on a beat (AIST++), from music to movement how many beats are
 * danced (Bailando): the two must not be compared with each other.
 * @param targets in order.
 */
export function beatAlignment(
  beats: readonly number[],
  targets: readonly number[],
  sigma = onBeatMs,
): number {
  if (beats.length === 0 || targets.length === 0) return 0;
  const sum = beats.reduce((total, beat) => {
    const distance = beat - nearest(targets, beat);
    return total + Math.exp(-0.5 * (distance / sigma) ** 2);
  }, 0);
  return sum / beats.length;
}

/** Of a list in order, the value nearest to another; NaN of an empty list. */
export function nearest(ordered: readonly number[], to: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as number) < to) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [ordered[low - 1], ordered[low]];
  if (before === undefined || after === undefined) return before ?? after ?? Number.NaN;
  return to - before <= after - to ? before : after;
}

/** Enough for two digits; more would not change them. */
const shifts = 200;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The mean of a measure over circular shifts of the movement against the music: what a dancer with the same
 * movements would reach who does not listen. Shifts by multiples of the golden ratio spread evenly and
 * never keep step with a beat.
 * @param from and `to` bound the stretch that is turned in a circle.
 */
export function byChance(
  beats: readonly number[],
  { from, to }: { from: number; to: number },
  measure: (shifted: readonly number[]) => number,
): number {
  const length = to - from;
  let sum = 0;
  for (let i = 1; i <= shifts; i += 1) {
    const shift = ((i * goldenRatio) % 1) * length;
    const shifted = beats.map((beat) => from + ((beat - from + shift) % length));
    sum += measure(shifted.sort((a, b) => a - b));
  }
  return sum / shifts;
}

export interface Timing {
  /** Median distance of a movement from the nearest beat: late is positive. */
  readonly bias: number;
  /** Between the quarter of the movements that is earliest and the quarter that is latest. */
  readonly spread: number;
  /**
   * How far the movements gather at one place of the beat, 0 to 1: length of the mean of their phases. Its
   * square times their number is 3 or more in one of twenty random sets (Rayleigh's test).
   */
  readonly concentration: number;
}

/**
 * When movements happen within the beat. Distances are taken around their own middle, so that late ones
 * do not turn into early ones halfway to the next beat.
 * @param music in order; at least one.
 * @param period of a beat.
 */
export function timingAgainst(
  beats: readonly number[],
  music: readonly number[],
  period: number,
): Timing {
  const phases = beats.map((beat) => (2 * Math.PI * (beat - nearest(music, beat))) / period);
  const x = mean(phases.map(Math.cos));
  const y = mean(phases.map(Math.sin));
  const middle = Math.atan2(y, x);
  const distances = Float64Array.from(phases, (phase) => {
    const away = phase - middle;
    return (
      ((away - 2 * Math.PI * Math.round(away / (2 * Math.PI)) + middle) * period) / (2 * Math.PI)
    );
  });
  return {
    bias: median(distances),
    spread: quantile(distances, 0.75) - quantile(distances, 0.25),
    concentration: Math.hypot(x, y),
  };
}
