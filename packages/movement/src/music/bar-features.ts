import type { MusicFeatures } from '@dance-pose/contracts';

/** Properties of each beat that distinguish bars. */
export interface BarFeatures {
  /** Loudness of the onsets relative to the surrounding beats (natural logarithm), in four ranges, on the beat. */
  readonly onBeat: readonly Float64Array[];
  /** The same in the first and in the second half of the time to the next beat. */
  readonly between: readonly Float64Array[];
  /** Change of the harmony at the beat; mean 0, variance 1. */
  readonly harmony: Float64Array;
}

/** Parts of the time between two beats, in beats. */
const halves = [
  [0.22, 0.55],
  [0.55, 0.85],
] as const;

/** Beats over which a mean is taken, so that what gets louder or quieter does not matter. */
const trendBeats = 13;

/** Share of all onsets of a range that are at least on the beats, so that silence has no loud and quiet beats. */
const share = 0.3;

/** @param beats positions in the features' curves, in order; at least two. */
export function measureBars(features: MusicFeatures, beats: readonly number[]): BarFeatures {
  const sums = features.rises.map(cumulative);
  const lengths = beats.map((at, i) => (beats[i + 1] ?? 2 * at - (beats[i - 1] as number)) - at);
  const logs = (from: (i: number) => number, to: (i: number) => number): Float64Array[] =>
    sums.map((sum) => {
      const typical = (share * (sum.at(-1) as number)) / beats.length;
      return relativeToTrend(
        Float64Array.from(beats, (_, i) => between(sum, from(i), to(i))),
        typical,
      );
    });
  const at = (i: number): number => beats[i] as number;
  return {
    onBeat: logs(
      (i) => at(i) - 1,
      (i) => at(i) + 2,
    ),
    between: halves.flatMap(([from, to]) =>
      logs(
        (i) => at(i) + 0.5 + from * (lengths[i] as number),
        (i) => at(i) + 0.5 + to * (lengths[i] as number),
      ),
    ),
    harmony: standardised(harmonyChanges(features, beats)),
  };
}

/** Integral up to each index. */
function cumulative(curve: readonly number[]): Float64Array {
  const sums = new Float64Array(curve.length + 1);
  curve.forEach((value, i) => {
    sums[i + 1] = (sums[i] as number) + value;
  });
  return sums;
}

function between(sums: Float64Array, from: number, to: number): number {
  const at = (index: number): number => {
    const inside = Math.min(sums.length - 1, Math.max(0, index));
    const below = Math.floor(inside);
    const [low, high] = [sums[below] as number, sums[below + 1] ?? (sums[below] as number)];
    return low + (inside - below) * (high - low);
  };
  return at(to) - at(from);
}

function relativeToTrend(values: Float64Array, typical: number): Float64Array {
  const floor = 0.1 * Math.max(mean(values), typical) + 1e-9;
  const logs = values.map((value) => Math.log(value + floor));
  const reach = trendBeats >> 1;
  return logs.map((value, i) => {
    let sum = 0;
    for (let k = i - reach; k <= i + reach; k += 1) {
      sum += logs[Math.min(logs.length - 1, Math.max(0, k))] as number;
    }
    return value - sum / trendBeats;
  });
}

/** One less the cosine between the pitch classes of the two beats before and after. */
function harmonyChanges(
  { harmony, startSeconds, rateHz }: MusicFeatures,
  beats: readonly number[],
): Float64Array {
  const frameAt = (beat: number): number =>
    (startSeconds + beat / rateHz - harmony.startSeconds) * harmony.rateHz;
  const chords = beats.map((at, i) => {
    const next = beats[i + 1] ?? 2 * at - (beats[i - 1] as number);
    const first = Math.ceil(frameAt(at) + 0.05 * harmony.rateHz);
    return chordOf(harmony.frames, first, Math.max(first, Math.floor(frameAt(next))));
  });
  return Float64Array.from(chords, (_, i) =>
    i === 0
      ? 0
      : distance(sumOf(chords.slice(Math.max(0, i - 2), i)), sumOf(chords.slice(i, i + 2))),
  );
}

function chordOf(frames: readonly (readonly number[])[], from: number, to: number): Float64Array {
  const last = frames.length - 1;
  const start = Math.min(last, Math.max(0, from));
  const mean = sumOf(frames.slice(start, Math.min(last, Math.max(start, to)) + 1));
  return mean.map(Math.sqrt);
}

function sumOf(vectors: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from({ length: 12 }, (_, k) =>
    vectors.reduce((sum, vector) => sum + (vector[k] as number), 0),
  );
}

function distance(a: Float64Array, b: Float64Array): number {
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? 1 - dot(a, b) / lengths : 0;
}

/** Harmony that changes less is one chord. */
const leastDeviation = 0.005;

function standardised(values: Float64Array): Float64Array {
  const middle = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return values.map((value) => (value - middle) / Math.max(leastDeviation, deviation));
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
