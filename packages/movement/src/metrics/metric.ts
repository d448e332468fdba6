import {
  type Confidence,
  type Metric,
  type MetricId,
  metricCatalogue,
  type PairedPart,
  type Sentence,
  type SentencePart,
  say,
  type Validity,
} from '@dance-pose/contracts';

/** A metric of the catalogue, with a value or the reason why there is none. */
export type KnownMetric = Metric & { readonly id: MetricId };

/** Result of one measurement. */
export interface Measurement {
  /** Not measurable if it is not finite or `coverage` is 0. */
  readonly value: number;
  /** Share of the frames, 0–1, in which everything that the metric needs was in sight. */
  readonly coverage: number;
  /** Highest confidence that the method allows; low coverage reduces it. */
  readonly atBest: Confidence;
  /** Default: `valid`. */
  readonly validity?: Exclude<Validity, 'not-from-this-view'>;
  /** Half-width of the 95 % interval, if the method knows it. Otherwise the error model estimates it. */
  readonly error?: number;
  /** The reason if there is no value. */
  readonly otherwise: Sentence;
}

/** Makes a metric: `null` with a reason if it is not measurable; its confidence is limited by the coverage. */
export function metric(id: MetricId, measurement: Measurement): KnownMetric {
  const { value, coverage, atBest, validity = 'valid', error, otherwise } = measurement;
  const { label, unit } = metricCatalogue[id];
  const known = Number.isFinite(value) && coverage > 0;
  return {
    id,
    label,
    // Adding 0 turns −0 into 0: JSON has no −0.
    value: known ? value + 0 : null,
    unit,
    coverage,
    confidence: known ? lessConfident(atBest, confidenceFrom(coverage)) : 'low',
    validity,
    ...(known
      ? knownError(error)
      : { error: null, errorReason: say('error-of-no-value'), reason: otherwise }),
  };
}

const knownError = (error: number | undefined): Pick<Metric, 'error' | 'errorReason'> =>
  error === undefined || !Number.isFinite(error)
    ? { error: null, errorReason: say('error-unknown') }
    : { error };

/** A metric that this camera position does not allow; `reason` says which one does. */
export const notFromThisView = (id: MetricId, coverage: number, reason: Sentence): KnownMetric => {
  const { label, unit } = metricCatalogue[id];
  const none = { value: null, unit, coverage, confidence: 'low', error: null } as const;
  const errorReason = say('error-of-no-value');
  return { id, label, ...none, validity: 'not-from-this-view', errorReason, reason };
};

const tiers: readonly Confidence[] = ['low', 'medium', 'high'];

export const lessConfident = (a: Confidence, b: Confidence): Confidence =>
  tiers.indexOf(a) < tiers.indexOf(b) ? a : b;

const confidenceFrom = (coverage: number): Confidence => {
  if (coverage >= 0.8) return 'high';
  return coverage >= 0.5 ? 'medium' : 'low';
};

/** Reason for a part of the body that was rarely in sight. */
export const hidden = (part: SentencePart): Sentence => say('hidden', { part });

/** Reason if one of two parts was rarely in sight. */
export const oneHidden = (part: PairedPart): Sentence => say('one-hidden', { part });
