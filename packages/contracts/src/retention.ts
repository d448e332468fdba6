import { isEnded, type JobRecord } from './job.ts';
import { objectKeys } from './object-keys.ts';

/** How long things are kept, in milliseconds; `null`: for ever. */
export interface Retention {
  /** Of uploads that no job was made of, and of the input after its job has ended. */
  readonly uploadMs: number | null;
  /** Of completed jobs with their results, after their end. */
  readonly resultMs: number | null;
  /** Of jobs that failed or were cancelled, after their end. */
  readonly failedMs: number | null;
}

/** When the job and all its files are removed; `null`: never, or not known before it has ended. */
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
 * After how many days a bucket itself removes objects: a net under the janitor, so never before it. A bucket
 * counts from when an object was made, which for an input is before its job ends, and the janitor leaves
 * uploads alone for two days.
 */
export function bucketExpiry({ uploadMs, resultMs, failedMs }: Retention) {
  const days = (...kept: (number | null)[]): number | null =>
    kept.includes(null) ? null : Math.ceil(Math.max(...kept.map(Number)) / dayMs) + 4;
  return [
    { prefix: objectKeys.jobs, days: days(resultMs, failedMs) },
    { prefix: objectKeys.uploads, days: days(uploadMs) },
  ];
}
