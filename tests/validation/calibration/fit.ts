import {
  type Calibration,
  calibrationTerms,
  canBeBiased,
  type ErrorKind,
  errorKindOf,
  errorKinds,
  errorScale,
  expectedError,
  familyOf,
  mostError,
  type Shape,
  type Uncertain,
} from '@dance-pose/movement';
import { quantile } from '../agreement.ts';
import { ridgeRegression } from './linear.ts';

/** A metric whose true value is known. */
export interface Observation {
  readonly uncertain: Uncertain;
  readonly truth: number;
  /** Name of the clip: observations of one clip are never on both sides of a split. */
  readonly clip: string;
  /** Real recordings are rarer and harder than drawn ones: they count for more. */
  readonly weight: number;
}

/** Measured less true, on the scale of the family's errors. */
const residualOf = ({ uncertain: { id, value }, truth }: Observation): number =>
  (value - truth) / errorScale(id, value);

/** Smallest deviation that differs from 0, per kind. */
const leastDeviation: Readonly<Record<ErrorKind, number>> = {
  degrees: 0.3,
  milliseconds: 2,
  share: 0.005,
  relative: 0.005,
  count: 0.1,
};

/** Expected weight of the jitter: errors grow with it, but not in proportion. */
const priorWeights: Readonly<Record<string, number>> = { jitter: 0.3, smoothing: 0.2 };
const ridgeOfTerms = 8;
const ridgeOfFamilies = 0.5;
/** A family has weights of its own only as far as its clips show that they differ from those of its kind. */
const ridgeOfDifferences = 8;

/** Bias, level and weights of the terms. */
function shapeOf(observations: readonly Observation[]): Shape {
  const families: Record<string, Shape['families'][string]> = {};
  const bounds = {} as Record<ErrorKind, (readonly [number, number])[]>;
  for (const kind of errorKinds) {
    const mine = observations.filter(({ uncertain: { id } }) => errorKindOf(id) === kind);
    bounds[kind] = calibrationTerms.map((_, k) => rangeOf(mine.map((one) => termOf(one, k))));
    Object.assign(families, familiesOf(mine, kind));
  }
  return { bounds, families };
}

function familiesOf(observations: readonly Observation[], kind: ErrorKind): Shape['families'] {
  const names = [...new Set(observations.map(({ uncertain: { id } }) => familyOf(id)))].toSorted();
  const biases = new Map(names.map((name) => [name, biasOf(observations, name)]));
  // Own errors are not modelled.
  const modelled = observations.filter(({ uncertain: { ownError } }) => ownError === undefined);
  const targets = modelled.map((one) => {
    const bias = biases.get(familyOf(one.uncertain.id)) ?? 0;
    return Math.log(Math.abs(residualOf(one) - bias) + leastDeviation[kind]);
  });
  const mean = targets.reduce((sum, value) => sum + value, 0) / Math.max(1, targets.length);
  const centres = calibrationTerms.map((_, k) => meanOf(modelled.map((one) => termOf(one, k))));
  const centred = (one: Observation): number[] =>
    calibrationTerms.map((_, k) => termOf(one, k) - (centres[k] ?? 0));
  const differences = names.flatMap(() => calibrationTerms.map(() => ridgeOfDifferences));
  const solution = ridgeRegression({
    rows: modelled.map((one) => {
      const isOf = names.map((name) => Number(name === familyOf(one.uncertain.id)));
      const values = centred(one);
      return [...values, ...isOf, ...isOf.flatMap((is) => values.map((value) => is * value))];
    }),
    targets: targets.map((value) => value - mean),
    weights: modelled.map(({ weight }) => weight),
    ridge: [
      ...calibrationTerms.map(() => ridgeOfTerms),
      ...names.map(() => ridgeOfFamilies),
      ...differences,
    ],
    prior: [
      ...calibrationTerms.map((term) => priorWeights[term] ?? 0),
      ...names.map(() => 0),
      ...differences.map(() => 0),
    ],
  });
  const count = calibrationTerms.length;
  return Object.fromEntries(
    names.map((name, i) => {
      const own = count + names.length + i * count;
      const weights = calibrationTerms.map((_, k) => (solution[k] ?? 0) + (solution[own + k] ?? 0));
      const atCentre = mean + (solution[count + i] ?? 0);
      const level = weights.reduce((sum, weight, k) => sum - weight * (centres[k] ?? 0), atCentre);
      const mine = modelled.filter((one) => familyOf(one.uncertain.id) === name);
      const range = rangeOfExpected(mine, { level, weights });
      return [name, { bias: biases.get(name) ?? 0, level, ...range, weights }];
    }),
  );
}

/** Expected errors of the best and the worst clips, without the extremes. */
function rangeOfExpected(
  observations: readonly Observation[],
  { level, weights }: { level: number; weights: readonly number[] },
): { least: number; most: number } {
  const expected = observations.map((one) =>
    Math.exp(weights.reduce((sum, weight, k) => sum + weight * termOf(one, k), level)),
  );
  return { least: quantile(expected, 0.02), most: quantile(expected, 0.98) };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const termOf = ({ uncertain: { terms } }: Observation, k: number): number => terms[k] ?? 0;

const rangeOf = (values: readonly number[]): readonly [number, number] =>
  values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];

/** Clips from which a bias is known, and standard errors by which it must differ from 0. */
const leastClips = 10;
const leastEvidence = 2;

/** Median over the clips of the median residual; 0 if it could be chance. */
function biasOf(observations: readonly Observation[], family: string): number {
  const mine = observations.filter(
    ({ uncertain: { id } }) => familyOf(id) === family && canBeBiased(id),
  );
  const perClip = [...Map.groupBy(mine, ({ clip }) => clip).values()].map((some) =>
    quantile(some.map(residualOf), 0.5),
  );
  if (perClip.length < leastClips) return 0;
  const bias = quantile(perClip, 0.5);
  const deviation =
    1.4826 *
    quantile(
      perClip.map((value) => Math.abs(value - bias)),
      0.5,
    );
  const standardError = (1.253 * deviation) / Math.sqrt(perClip.length);
  return Math.abs(bias) > leastEvidence * standardError ? bias : 0;
}

interface Score {
  readonly of: 'clip' | 'phrase';
  readonly kind: ErrorKind;
  readonly family: string;
  /** True if the method of the metric gives its error. */
  readonly knowsItself: boolean;
  readonly expected: number;
  /** Error over expected error. */
  readonly score: number;
  readonly weight: number;
}

function scoresOf(observations: readonly Observation[], shape: Shape): Score[] {
  return observations.map((one) => {
    const { id, of, ownError } = one.uncertain;
    const [kind, family] = [errorKindOf(id), familyOf(id)];
    const knowsItself = ownError !== undefined;
    const bias = shape.families[family]?.bias ?? 0;
    const expected = expectedError(one.uncertain, shape);
    return {
      of,
      kind,
      family,
      knowsItself,
      expected,
      score: Math.abs(residualOf(one) - bias) / expected,
      weight: one.weight,
    };
  });
}

const folds = 6;

/**
 * Fits the model of the errors. The shape is fitted on some clips and the 95th percentile of error over expected
 * error is taken from others, alternately (cross-conformal prediction, Vovk 2015); the shape of the result is that of
 * all clips.
 */
export function fitCalibration(observations: readonly Observation[]): Calibration {
  const clips = [...new Set(observations.map(({ clip }) => clip))].toSorted();
  const foldOf = new Map(clips.map((clip, i) => [clip, i % folds]));
  const scores = Array.from({ length: folds }, (_, fold) => {
    const [rest, own] = [true, false].map((other) =>
      observations.filter(({ clip }) => (foldOf.get(clip) !== fold) === other),
    ) as [Observation[], Observation[]];
    return scoresOf(own, shapeOf(rest));
  }).flat();
  const shape = shapeOf(observations);
  const known = scores.filter(({ score }) => Number.isFinite(score));
  // Few ranges are reported: those of clips and of phrases have one factor.
  const factor = (family: string, of: Score['of']): number =>
    factorOf(
      known.filter((one) => one.of === of || mostError(family) !== undefined),
      family,
    );
  const families = Object.fromEntries(
    Object.entries(shape.families).map(([family, fitted]) => {
      return [
        family,
        { ...fitted, clip: factor(family, 'clip'), phrase: factor(family, 'phrase') },
      ];
    }),
  );
  return { bounds: shape.bounds, families };
}

const covered = 0.95;

/** Scores from which the 95th percentile of a family is known. */
const leastScores = 40;

/** Scores of reported values from which their factor is known. */
const leastReported = 15;

/**
 * For families that are refused if their error is too large, only what is reported counts: the least factor with which
 * the intervals hold in 95 % of the values that are then not refused.
 */
function factorOfReported(scores: readonly Score[], most: number): number {
  const candidates = scores.map(({ score }) => score).toSorted((a, b) => a - b);
  const holds = (factor: number): boolean => {
    const reported = scores.filter(({ expected }) => factor * expected <= most);
    return reported.length >= leastReported && weightedQuantile(reported, covered) <= factor;
  };
  return candidates.find(holds) ?? weightedQuantile(scores, covered);
}

/** Families whose truth is measured by the same method in the exact landmarks: it does not show the method's error. */
const ownTruth: ReadonlySet<string> = new Set(['leg-height', 'leg-hold', 'split-angle']);

/** With fewer, it is the median of the family times the ratio of the two in its kind. */
function factorOf(scores: readonly Score[], family: string): number {
  const own = scores.filter((one) => one.family === family);
  const first = own[0];
  if (first?.knowsItself) {
    if (own.length < fewScores || ownTruth.has(family)) return 1;
    return Math.min(1, ownMargin * weightedQuantile(own, covered));
  }
  const most = mostError(family);
  if (most !== undefined) return factorOfReported(own, most);
  if (own.length >= leastScores) return weightedQuantile(own, covered);
  const median = (some: readonly Score[]): number =>
    Math.max(leastMedian, weightedQuantile(some, 0.5));
  const others = scores.filter(({ kind, knowsItself }) => kind === first?.kind && !knowsItself);
  const medians = new Map(
    [...Map.groupBy(others, (one) => one.family)].map(([name, some]) => [name, median(some)]),
  );
  // Families that are mostly exact have no ratio.
  const relative = others.flatMap((one) => {
    const middle = medians.get(one.family) ?? 0;
    return middle > leastMedian ? [{ ...one, score: one.score / middle }] : [];
  });
  const ratio = weightedQuantile(relative, covered);
  if (own.length >= fewScores) return ratio * median(own);
  return ratio * median(others);
}

/** A method that knows its own error is only scaled down, and with a margin. */
const ownMargin = 1.5;

/** Scores from which the median of a family is known. */
const fewScores = 8;

/** Counts are mostly exact. */
const leastMedian = 0.1;

/** The least score that the given share of the weight does not exceed. */
function weightedQuantile(scores: readonly Score[], share: number): number {
  const sorted = scores.toSorted((a, b) => a.score - b.score);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { score, weight } of sorted) {
    sum += weight;
    if (sum >= share * total) return score;
  }
  return Number.NaN;
}
