import type { Metric, Report } from '@dance-pose/contracts';

/** A sentence for the dancer. */
export interface Statement {
  readonly text: string;
  /** How telling it is, 0–1: what a teacher would say first is 1. */
  readonly weight: number;
}

/** What sentences are made of: the report but for its sentences. */
export type Measured = Omit<Report, 'summary' | 'cautions'>;

/** The value of a metric if it may be told without a "perhaps"; NaN otherwise, of which nothing is said. */
export function trusted(metrics: readonly Metric[], id: string): number {
  const found = metrics.find((metric) => metric.id === id);
  if (found === undefined) throw new RangeError(`There is no metric ${id}.`);
  return found.confidence === 'low' ? Number.NaN : (found.value ?? Number.NaN);
}

/** `1 turn`, `2 turns`. */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** To tens: a camera of 30 frames a second knows no more. */
export const inMs = (ms: number): string => `${Math.round(Math.abs(ms) / 10) * 10} ms`;

export const inDegrees = (degrees: number): string => `${Math.round(Math.abs(degrees))}°`;

/** `0:07`, as players show it. */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
