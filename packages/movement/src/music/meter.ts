import type { MusicMeter } from '@dance-pose/contracts';
import type { BarFeatures } from './bar-features.ts';

export interface FoundMeter {
  readonly meter: MusicMeter;
  /** True if bars of the other metre do not repeat nearly as well. */
  readonly isClear: boolean;
}

/** Lags in beats at which music in three or four repeats, and that the other metre does not share. */
const lags = { 3: [3, 6, 9], 4: [4, 8, 2] } as const;

/** Weights of all onsets, of low less high onsets, and of changes of harmony. */
const weights = [1, 0.3, 0.2] as const;

/** Number of beats of which half of the excess counts: a few beats are sometimes alike at any lag. */
const fewBeats = 6;

/** Variance of a loudness (natural logarithm) below which the beats are even: an accent is louder by more than 20 %. */
const leastVariance = 0.04;

/** Excess of the weighted autocorrelation at which music is in three; most music is in four. */
const leastExcess = 0.03;
const clearExcess = 0.1;

/**
 * Decides between bars of three and four beats: the rhythm is similar to itself after whole bars. (Gouyon and Herrera
 * 2003, "Determination of the meter of musical audio signals", compare such lags.)
 * @param sections features of each part of the track with a tempo of its own.
 */
export function findMeter(sections: readonly BarFeatures[]): FoundMeter {
  let [sum, total] = [0, 0];
  for (const section of sections) {
    const beats = section.harmony.length;
    sum += beats * excessOfThree(section);
    total += beats;
  }
  const excess = sum / (total + fewBeats) - leastExcess;
  return { meter: excess > 0 ? 3 : 4, isClear: Math.abs(excess) > clearExcess };
}

function excessOfThree({ onBeat, between, harmony }: BarFeatures): number {
  const [low, high] = [onBeat[0] as Float64Array, onBeat.at(-1) as Float64Array];
  const balance = low.map((value, i) => value - (high[i] as number));
  const parts = [[...onBeat, ...between], [balance], [harmony]].map((curves) =>
    mean(curves.map((curve) => repetition(curve, 3) - repetition(curve, 4))),
  );
  return parts.reduce((sum, part, i) => sum + (weights[i] as number) * part, 0);
}

/** Mean autocorrelation at the lags of a metre. */
const repetition = (curve: Float64Array, meter: MusicMeter): number =>
  mean(lags[meter].flatMap((lag) => autocorrelation(curve, lag) ?? []));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Null if the curve is too short. */
function autocorrelation(curve: Float64Array, lag: number): number | null {
  if (curve.length < lag + 3) return null;
  const mean = curve.reduce((sum, value) => sum + value, 0) / curve.length;
  const energy = curve.reduce((sum, value) => sum + (value - mean) ** 2, 0) / curve.length;
  let sum = 0;
  for (let i = lag; i < curve.length; i += 1) {
    sum += ((curve[i] as number) - mean) * ((curve[i - lag] as number) - mean);
  }
  return sum / ((curve.length - lag) * (energy + leastVariance));
}
