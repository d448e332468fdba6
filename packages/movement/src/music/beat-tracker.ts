import { peakOffset } from './beat-tempo.ts';

/** How strictly beats keep to the tempo: Ellis's weight of a wrong interval against a missed onset. */
const tightness = 100;

export interface TrackedBeat {
  /** In places of the onsets, with a fraction. */
  readonly place: number;
  /**
   * How far the beat stands out and keeps time, 0 to 1. 1 is a lone click in time with its neighbours;
   * 0 is a beat that nothing sounds on, put where the tempo wants it.
   */
  readonly confidence: number;
}

/**
 * The beats that together sit on the strongest onsets and keep the tempo best, in order. They are found
 * over the whole track at once by dynamic programming: Ellis 2007, "Beat tracking by dynamic programming".
 *
 * @param onsets how much begins at each place.
 * @param period of a beat, in places.
 */
export function trackBeats(onsets: Float64Array, period: number): TrackedBeat[] {
  const pull = blurred(onsets, period / 32);
  const places = sounding(bestChain(pull, period), pull, period);
  const refined = places.map((place) => place + peakOffset(pull, place));
  return places.map((place, i) => ({
    place: refined[i] as number,
    confidence: standsOut(pull, place, period) * regularity(refined, i, period),
  }));
}

/** In standard deviations, so that `tightness` means the same for every track; each place spreads a little. */
function blurred(onsets: Float64Array, sigma: number): Float64Array {
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

function bestChain(pull: Float64Array, period: number): number[] {
  const { score, previous } = scoreChains(pull, period);
  const chain: number[] = [];
  let at = score.indexOf(score.reduce((most, value) => Math.max(most, value), 0));
  while (at >= 0) {
    chain.push(at);
    at = previous[at] ?? -1;
  }
  return chain.reverse();
}

interface Chains {
  /** Of the best chain of beats that ends here. */
  readonly score: Float64Array;
  /** The beat before in that chain; −1 where it begins. */
  readonly previous: Int32Array;
}

function scoreChains(pull: Float64Array, period: number): Chains {
  const score = new Float64Array(pull.length);
  const previous = new Int32Array(pull.length).fill(-1);
  const [nearest, farthest] = [Math.max(1, Math.round(period / 2)), Math.round(period * 2)];
  const penalties = Float64Array.from(
    { length: farthest + 1 },
    (_, interval) => tightness * Math.log(interval / period) ** 2,
  );
  for (let at = 0; at < pull.length; at += 1) {
    // A chain begins where none that came before is worth going on with.
    let best = 0;
    for (let interval = nearest; interval <= Math.min(farthest, at); interval += 1) {
      const candidate = (score[at - interval] as number) - (penalties[interval] as number);
      if (candidate > best) {
        best = candidate;
        previous[at] = at - interval;
      }
    }
    score[at] = best + (pull[at] as number);
  }
  return { score, previous };
}

/** A beat that stands out less is one of noise. */
const leastAtEnds = 0.25;

/** Without the weak beats at both ends, where the music has not begun or is over. */
function sounding(places: readonly number[], pull: Float64Array, period: number): number[] {
  const pullAt = (i: number): number => pull[places[i] ?? -1] ?? 0;
  const around = places.map((_, i) => pullAt(i) + (pullAt(i - 1) + pullAt(i + 1)) / 2);
  const meanSquare = around.reduce((sum, value) => sum + value ** 2, 0) / around.length;
  const isEnough = (place: number, i: number): boolean =>
    (around[i] as number) > 0.5 * Math.sqrt(meanSquare) &&
    standsOut(pull, place, period) > leastAtEnds;
  const first = places.findIndex(isEnough);
  return first < 0 ? [] : places.slice(first, places.findLastIndex(isEnough) + 1);
}

/** Against what is usual within half a beat on either side. */
function standsOut(pull: Float64Array, place: number, period: number): number {
  const reach = Math.round(period / 2);
  const around = pull.slice(Math.max(0, place - reach), place + reach + 1).sort();
  const usual = around[around.length >> 1] as number;
  return 1 - Math.min(1, usual / (pull[place] as number));
}

/** A tenth of a beat away from the middle between its neighbours is one standard deviation. */
function regularity(places: readonly number[], i: number, period: number): number {
  const [before, here, after] = [places[i - 1], places[i], places[i + 1]];
  if (before === undefined || here === undefined || after === undefined) return 1;
  return Math.exp(-0.5 * ((here - (before + after) / 2) / (0.1 * period)) ** 2);
}
