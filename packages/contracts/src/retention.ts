import { isEnded, type JobRecord } from './job.ts';

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
