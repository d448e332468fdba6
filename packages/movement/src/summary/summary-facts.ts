import {
  findMetric,
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
export type Measured = Omit<Report, 'summary' | 'cautions'>;

/**
 * The value of a metric; NaN if it has none or its confidence is low.
 * @throws RangeError if the report does not have the metric.
 */
export function trusted(metrics: readonly Metric[], id: MetricId): number {
  const found = findMetric(metrics, id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.confidence === 'low' ? Number.NaN : (found.value ?? Number.NaN);
}
