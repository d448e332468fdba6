import {
  findMetric,
  isBeyondError,
  type Metric,
  type MetricId,
  type Report,
  type Sentence,
} from '@dance-pose/contracts';

/** A sentence for the dancer, with its importance. */
export interface Statement {
  readonly sentence: Sentence;
  /** Importance, 0–1; 1 is what a teacher would say first. */
  readonly weight: number;
}

/** The report without its sentences. */
export type Measured = Omit<Report, 'summary' | 'moments' | 'cautions'>;

/**
 * The value of a metric; NaN if it has none or its confidence is low.
 * @throws RangeError if the report does not have the metric.
 */
export function trusted(metrics: readonly Metric[], id: MetricId): number {
  const found = findMetric(metrics, id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.confidence === 'low' ? Number.NaN : (found.value ?? Number.NaN);
}

/** The error of a metric; `null` if it is not known. */
export const errorOf = (metrics: readonly Metric[], id: MetricId): number | null =>
  findMetric(metrics, id)?.error ?? null;

/** The error as a value of a sentence, where it is known: `withError(4)` is `{ error: 4 }`. */
export const withError = (error: number | null): { readonly error?: number } =>
  error === null ? {} : { error };

/** True if the whole interval of a metric is within `± bound`, so that the dancer can be called even or level. */
export const isWithin = (metrics: readonly Metric[], id: MetricId, bound: number): boolean =>
  Math.abs(trusted(metrics, id)) + (errorOf(metrics, id) ?? 0) <= bound;

/** True if a metric differs from 0 by more than its error. */
export const isNotZero = (metrics: readonly Metric[], id: MetricId): boolean =>
  isBeyondError(trusted(metrics, id), errorOf(metrics, id));
