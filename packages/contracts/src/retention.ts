import { isEnded, type JobRecord } from './job.ts';
import { objectKeys } from './object-keys.ts';

/** Times to live in milliseconds; `null` is no limit. */
export interface Retention {
  /** Uploads without a job, and inputs after the end of their jobs. */
  readonly uploadMs: number | null;
  /** Completed jobs with their results, after their end. */
  readonly resultMs: number | null;
  /** Failed and cancelled jobs, after their end. */
  readonly failedMs: number | null;
}

/** Time at which a job and its files expire; `null` if never, or before the job has ended. */
export function expiryOf(
  { state, finishedAt }: Pick<JobRecord, 'state' | 'finishedAt'>,
  { resultMs, failedMs }: Retention,
): Date | null {
  const keptMs = state === 'completed' ? resultMs : failedMs;
  if (!isEnded(state) || finishedAt === null || keptMs === null) return null;
  return new Date(Date.parse(finishedAt) + keptMs);
}

const dayMs = 24 * 3600_000;

/**
 * Days after which lifecycle rules of the bucket remove objects: a fallback for the janitor, so always later. A
 * bucket counts from the creation of an object, which for an input is before its job ends, and the janitor keeps
 * uploads for two days.
 */
export function bucketExpiry({ uploadMs, resultMs, failedMs }: Retention) {
  const days = (...kept: (number | null)[]): number | null =>
    kept.includes(null) ? null : Math.ceil(Math.max(...kept.map(Number)) / dayMs) + 4;
  return [
    { prefix: objectKeys.jobs, days: days(resultMs, failedMs) },
    { prefix: objectKeys.uploads, days: days(uploadMs) },
  ];
}
