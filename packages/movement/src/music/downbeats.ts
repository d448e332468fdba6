import type { Confidence, MusicMeter } from '@dance-pose/contracts';
import { findAccentGroups } from './accent-groups.ts';
import type { BarFeatures } from './bar-features.ts';

/** Start of the groups of counts. */
export interface Downbeats {
  /** Index of a beat that begins a group, 0 to one less than its length; null if nothing tells it. */
  readonly first: number | null;
  /** Length of a group: two bars if accents or the user tell the first from the second, else one. */
  readonly counts: 3 | 4 | 6 | 8;
  /** Confidence that a group begins there. */
  readonly confidence: Confidence;
}

/**
 * Weights of onsets on the beats of a bar in four ranges, and of a change of harmony: a logistic regression on known
 * music. Kick and bass are on the "one", the harmony changes there, and the snare plays on two and four.
 */
const templates: Readonly<Record<MusicMeter, readonly (readonly number[])[]>> = {
  3: [
    [1.6, 0, 0, 1.1, 0.7],
    [-1.3, -0.3, -0.3, -0.3, -0.6],
    [-0.3, 0.3, 0.3, -0.8, -0.1],
  ],
  4: [
    [0.8, 0.5, 1, 0.1, 0.9],
    [-0.6, 0.2, 0, 0.8, -0.7],
    [0.2, -1, -0.7, -1.5, -0.5],
    [-0.4, 0.3, -0.3, 0.6, 0.3],
  ],
};

/**
 * Finds which beats begin groups of counts. Where two bars begin with the same accent, as in most music, the first
 * cannot be known from the second (on known music, harmony and loudness guess it right in half of the cases), so the
 * count is of one bar. If bars are not found either, dancers' usual eights or sixes are counted.
 * @param accents loudness of the onsets on the beats.
 */
export function findDownbeats(
  features: BarFeatures,
  accents: readonly number[],
  meter: MusicMeter,
): Downbeats {
  const both = meter === 3 ? 6 : 8;
  const accented = findAccentGroups(accents, both);
  if (accented.confidence !== 'low') return { ...accented, counts: both };
  const { first, probability } = rateBars(features, meter);
  const confidence = confidenceFrom(probability, features.harmony.length / meter);
  return {
    first: probability < leastProbability ? null : first,
    counts: confidence === 'low' ? both : meter,
    confidence,
  };
}

/** With three or four choices, less says nothing. */
const leastProbability = 0.4;

/** The likeliest bars. */
export interface RatedBars {
  readonly first: number;
  readonly probability: number;
  /** Likeness of the bars to the template; of beats, it is larger than of off-beats. */
  readonly likeness: number;
}

export function rateBars({ onBeat, harmony }: BarFeatures, meter: MusicMeter): RatedBars {
  const means = byPhase([...onBeat, harmony], meter);
  // Of few bars, the means are less certain.
  const trust = harmony.length / (harmony.length + 2 * meter);
  const logits = means.map((_, phase) =>
    templates[meter].reduce(
      (sum, weights, beat) => sum + trust * dot(weights, means[(phase + beat) % meter] as number[]),
      0,
    ),
  );
  const likeness = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - likeness), 0);
  return { first: logits.indexOf(likeness), probability: 1 / total, likeness };
}

function confidenceFrom(probability: number, bars: number): Confidence {
  if (probability >= 0.9 && bars >= 4) return 'high';
  return probability >= 0.7 && bars >= 3 ? 'medium' : 'low';
}

/** Mean of each curve over the beats of each phase. */
function byPhase(curves: readonly Float64Array[], length: number): number[][] {
  return Array.from({ length }, (_, phase) =>
    curves.map((curve) => meanOf(valuesAt(curve, phase, length))),
  );
}

const valuesAt = (curve: Float64Array, phase: number, length: number): number[] =>
  Array.from(curve).filter((_, i) => i % length === phase);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
