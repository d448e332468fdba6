import {
  type JobError,
  type JobRecord,
  type JobResult,
  type JobState,
  UserError,
} from '@dance-pose/contracts';
import type { JobUpdate, NewJob } from './job-queue.ts';

/** What somebody asked to be done with a job and no worker has settled yet. */
export type JobRequest = 'cancel' | 'delete';

/** A job as a queue keeps it. Everything that a user sees of it is derived by {@link toRecord}. */
export interface StoredJob {
  readonly job: NewJob;
  readonly phase: 'waiting' | 'active' | 'completed' | 'failed';
  readonly request: JobRequest | null;
  /** How often a worker has begun it. */
  readonly attempts: number;
  /** Tries that count against the job: those that failed and those whose worker was lost. */
  readonly triesUsed: number;
  /** When the latest try began, in milliseconds since 1970. */
  readonly startedAtMs: number | null;
  /** When the queue took the job for ended. */
  readonly finishedAtMs: number | null;
  /** When the job had ended that was put back into the queue: a record no younger than that tells of that end. */
  readonly takenBackAtMs: number | null;
  /** Of a job that ended in a worker's hands. */
  readonly ending: Ending | null;
  readonly update: JobUpdate | null;
  readonly result: JobResult | null;
  /** Why the latest try failed. */
  readonly error: JobError | null;
}

/**
 * How the record that the store keeps dates a job's end. It is written before the queue ends the job, so the
 * queue's own times are later, and those of a later try when that found the record: this is what users see.
 */
export interface Ending {
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number;
  readonly attempts: number;
}

/** The dates of a record of a job that has ended. */
export function endingOf({ startedAt, finishedAt, attempts }: JobRecord): Ending {
  const startedAtMs = startedAt === null ? null : Date.parse(startedAt);
  return { startedAtMs, finishedAtMs: Date.parse(finishedAt ?? ''), attempts };
}

export function toRecord(stored: StoredJob): JobRecord {
  const { id, owner, createdAt, options, source } = stored.job;
  const { startedAtMs, finishedAtMs, attempts } = stored.ending ?? stored;
  const state = stateOf(stored);
  return {
    id,
    owner,
    state,
    createdAt,
    startedAt: toIso(startedAtMs),
    finishedAt: toIso(finishedAtMs),
    attempts,
    options,
    source,
    input: stored.update?.input ?? stored.job.inherited?.input ?? null,
    // What an earlier try had reached says nothing about a job that waits for its next one.
    progress: state === 'queued' ? null : (stored.update?.progress ?? null),
    result: state === 'completed' ? stored.result : null,
    error: state === 'failed' || state === 'cancelled' ? stored.error : null,
  };
}

function stateOf({ phase, error }: StoredJob): JobState {
  if (phase === 'waiting') return 'queued';
  if (phase === 'failed' && error?.code === 'cancelled') return 'cancelled';
  return phase;
}

function toIso(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

/** The error that a record shows for anything that was thrown; only a {@link UserError} speaks for itself. */
export function toJobError(error: unknown): JobError {
  if (error instanceof UserError) {
    return { code: error.code, message: error.message, retryable: error.kind.retryable };
  }
  return {
    code: 'internal',
    message:
      'The analysis failed because of an internal error. Retry the job; if it fails again, report the job id.',
    retryable: true,
  };
}

/** Why a job that was cancelled or deleted ends. */
export const cancelledByUser = (): UserError =>
  new UserError('cancelled', 'The job was cancelled before it completed. Retry it to start over.');

/** True for an error that another try would only repeat: work that has used up its time would use it up again. */
export const isFinal = (error: unknown): error is UserError =>
  error instanceof UserError && (!error.kind.retryable || error.code === 'processing-timeout');
