import type { MusicFeatures } from '@dance-pose/contracts';

/** Curves in which the rhythm of a track shows; index `i` is the same time as in the features. */
export interface RhythmCurves {
  readonly rateHz: number;
  /** Strength of the onsets, where kick, bass, snare and cymbals count for more; variance about 1. */
  readonly onsets: Float64Array;
  /** The same without slow changes, and as strong in quiet parts as in loud ones. */
  readonly pulse: Float64Array;
  /** Low onsets less high ones: above 0 for a kick, below 0 for a snare. */
  readonly balance: Float64Array;
}

/** Weights of strength, accent and the four rises; on known music, these tell beats from off-beats best. */
const weights = [0.5, 1, 1.5, 0.3, 0, 1.5] as const;

/** A range whose onsets are weaker than this share of all holds only noise, or leaks of the others. */
const leastShare = 0.05;

const levelSeconds = 4;

/** Mean over deviation of onsets: music has up to 0.65, noise 0.7 in one band and more in several. */
const [clearMean, noisyMean] = [0.65, 0.9];

export function makeRhythmCurves(features: MusicFeatures): RhythmCurves {
  const { strength, accent, rises, rateHz } = features;
  const ranges = scaledRanges(rises);
  const curves = [scaled(strength), scaled(accent), ...ranges];
  const onsets = scaled(
    Float64Array.from(strength, (_, at) =>
      curves.reduce((sum, curve, i) => sum + (weights[i] as number) * (curve[at] as number), 0),
    ),
  );
  const high = ranges.at(-1) as Float64Array;
  const balance = (ranges[0] as Float64Array).map((value, i) => value - (high[i] as number));
  return {
    ...{ rateHz, onsets },
    pulse: level(detrended(onsets, rateHz), rateHz),
    balance: level(detrended(balance, rateHz), rateHz),
  };
}

/** Ranges with a deviation of 1, or less if they hold little or only noise. */
function scaledRanges(rises: readonly (readonly number[])[]): Float64Array[] {
  const all = (rises[0] ?? []).map((_, at) =>
    rises.reduce((sum, rise) => sum + (rise[at] as number), 0),
  );
  const least = leastShare * deviation(all);
  return rises.map((rise) => {
    const spread = deviation(rise);
    const clear = (noisyMean - mean(rise) / (spread || 1)) / (noisyMean - clearMean);
    const factor = Math.min(1, Math.max(0, clear)) / (Math.max(spread, least) || 1);
    return Float64Array.from(rise, (value) => factor * value);
  });
}

/** Removes changes slower than the beat, and smooths over neighbouring values. */
function detrended(onsets: Float64Array, rateHz: number): Float64Array {
  const trend = gaussianMean(onsets, 0.5 * rateHz);
  return gaussianMean(onsets, 1).map((value, i) => value - (trend[i] as number));
}

/** Divides by the deviation of the surrounding seconds. */
function level(values: Float64Array, rateHz: number): Float64Array {
  const squares = gaussianMean(
    values.map((value) => value * value),
    (levelSeconds / 2) * rateHz,
  );
  const least = 0.01 * mean(squares);
  return values.map((value, i) => value / Math.sqrt(Math.max(least, squares[i] as number) || 1));
}

function gaussianMean(values: Float64Array, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const gauss = Float64Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp(-0.5 * (i / sigma) ** 2),
  );
  return values.map((_, at) => {
    let [sum, total] = [0, 0];
    const last = Math.min(values.length - 1, at + reach);
    for (let i = Math.max(0, at - reach); i <= last; i += 1) {
      const weight = gauss[Math.abs(i - at)] as number;
      sum += weight * (values[i] as number);
      total += weight;
    }
    return sum / total;
  });
}

const mean = (values: ArrayLike<number> & Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

function deviation(values: ArrayLike<number> & Iterable<number>): number {
  const middle = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - middle) ** 2;
  return Math.sqrt(sum / values.length);
}

function scaled(values: ArrayLike<number> & Iterable<number>): Float64Array {
  const scale = deviation(values) || 1;
  return Float64Array.from(values, (value) => value / scale);
}
