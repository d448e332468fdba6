import { findMetric, type Metric, type MetricId, type Report } from '@dance-pose/contracts';

/** A sentence for the dancer. */
export interface Statement {
  readonly text: string;
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

/** `1 turn`, `2 turns`. */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Rounded to tens: more is not known at 30 frames per second. */
export const inMs = (ms: number): string => `${Math.round(Math.abs(ms) / 10) * 10} ms`;

export const inDegrees = (degrees: number): string => `${Math.round(Math.abs(degrees))}°`;

/** `0:07`, as in a player. */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
