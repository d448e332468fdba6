import { peakOffset } from './periodicity.ts';

/** Weight of tempo deviations against onset strength, as in Ellis. */
const tightness = 100;

export interface TrackedBeat {
  /** Fractional index into the onsets. */
  readonly position: number;
  /**
   * Prominence times regularity, 0 to 1. 1 is a lone click in time with its neighbours; 0 is a beat without
   * an onset, at the position that the tempo implies.
   */
  readonly confidence: number;
}

/**
 * Finds the sequence of beats with the strongest onsets and the steadiest tempo over the whole track, by
 * dynamic programming (Ellis 2007, "Beat tracking by dynamic programming").
 *
 * @param onsets onset strengths, equally spaced in time.
 * @param period of a beat, in onset samples.
 */
export function trackBeats(onsets: Float64Array, period: number): TrackedBeat[] {
  const strength = smoothed(onsets, period / 32);
  return rated(strength, withoutWeakEnds(bestChain(strength, period), strength, period), period);
}

/** Share of a beat by which a beat is moved to the strongest onset. */
const reach = 0.1;

/**
 * Moves beats by a share of the time to the next one, and on to the strongest onset there, if there is one.
 * @param share 0 to 1; 0.5 moves beats to their off-beats.
 */
export function shiftBeats(
  onsets: Float64Array,
  beats: readonly TrackedBeat[],
  share: number,
  period: number,
): TrackedBeat[] {
  const strength = smoothed(onsets, period / 32);
  const steps = Math.round(reach * period);
  const positions = beats.map(({ position }, i) => {
    const next = beats[i + 1]?.position ?? position + period;
    const about = Math.min(strength.length - 1, Math.round(position + share * (next - position)));
    let best = about;
    for (let at = about - steps; at <= about + steps; at += 1) {
      if ((strength[at] ?? 0) > (strength[best] ?? 0)) best = at;
    }
    // At an end, it is the slope of an onset that belongs to another beat.
    return Math.abs(best - about) < steps ? best : about;
  });
  return rated(strength, positions, period);
}

function rated(
  strength: Float64Array,
  positions: readonly number[],
  period: number,
): TrackedBeat[] {
  const refined = positions.map((position) => position + peakOffset(strength, position));
  return positions.map((position, i) => ({
    position: refined[i] as number,
    confidence: prominence(strength, position, period) * regularity(refined, i, period),
  }));
}

/** Smoothed and divided by the standard deviation, so that `tightness` means the same for every track. */
function smoothed(onsets: Float64Array, sigma: number): Float64Array {
  const mean = onsets.reduce((sum, value) => sum + value, 0) / onsets.length;
  const variance = onsets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / onsets.length;
  const reach = Math.ceil(4 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigma) ** 2),
  );
  return onsets.map((_, at) => {
    const sum = weights.reduce((s, weight, i) => s + weight * (onsets[at + i - reach] ?? 0), 0);
    return sum / Math.sqrt(variance);
  });
}

function bestChain(strength: Float64Array, period: number): number[] {
  const { score, previous } = scoreChains(strength, period);
  const chain: number[] = [];
  let at = score.indexOf(score.reduce((most, value) => Math.max(most, value), 0));
  while (at >= 0) {
    chain.push(at);
    at = previous[at] ?? -1;
  }
  return chain.reverse();
}

interface Chains {
  /** Score of the best chain of beats that ends at each position. */
  readonly score: Float64Array;
  /** Previous beat of that chain; −1 at its start. */
  readonly previous: Int32Array;
}

function scoreChains(strength: Float64Array, period: number): Chains {
  const score = new Float64Array(strength.length);
  const previous = new Int32Array(strength.length).fill(-1);
  const [shortest, longest] = [Math.max(1, Math.round(period / 2)), Math.round(period * 2)];
  const penalties = Float64Array.from(
    { length: longest + 1 },
    (_, interval) => tightness * Math.log(interval / period) ** 2,
  );
  for (let at = 0; at < strength.length; at += 1) {
    // A chain starts where no previous chain has a positive score.
    let best = 0;
    for (let interval = shortest; interval <= Math.min(longest, at); interval += 1) {
      const candidate = (score[at - interval] as number) - (penalties[interval] as number);
      if (candidate > best) {
        best = candidate;
        previous[at] = at - interval;
      }
    }
    score[at] = best + (strength[at] as number);
  }
  return { score, previous };
}

/** Less prominent beats at the ends are noise. */
const minProminenceAtEnds = 0.25;

/** Removes weak beats at both ends, before the music starts and after it is over. */
function withoutWeakEnds(
  positions: readonly number[],
  strength: Float64Array,
  period: number,
): number[] {
  const strengthAt = (i: number): number => strength[positions[i] ?? -1] ?? 0;
  const around = positions.map(
    (_, i) => strengthAt(i) + (strengthAt(i - 1) + strengthAt(i + 1)) / 2,
  );
  const meanSquare = around.reduce((sum, value) => sum + value ** 2, 0) / around.length;
  const isAudible = (position: number, i: number): boolean =>
    (around[i] as number) > 0.5 * Math.sqrt(meanSquare) &&
    prominence(strength, position, period) > minProminenceAtEnds;
  const first = positions.findIndex(isAudible);
  return first < 0 ? [] : positions.slice(first, positions.findLastIndex(isAudible) + 1);
}

/** Strength relative to the median within half a beat on either side. */
function prominence(strength: Float64Array, position: number, period: number): number {
  const reach = Math.round(period / 2);
  const around = strength.slice(Math.max(0, position - reach), position + reach + 1).sort();
  const typical = around[around.length >> 1] as number;
  const here = strength[position] as number;
  // A beat of a tempo that the user gave can lie in silence.
  return here > typical ? 1 - typical / here : 0;
}

/** Gaussian of the distance to the middle between the neighbours, with a standard deviation of a tenth of a beat. */
function regularity(positions: readonly number[], i: number, period: number): number {
  const [before, here, after] = [positions[i - 1], positions[i], positions[i + 1]];
  if (before === undefined || here === undefined || after === undefined) return 1;
  return Math.exp(-0.5 * ((here - (before + after) / 2) / (0.1 * period)) ** 2);
}
