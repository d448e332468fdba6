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
  readonly finishedAtMs: number | null;
  readonly update: JobUpdate | null;
  readonly result: JobResult | null;
  /** Why the latest try failed. */
  readonly error: JobError | null;
}

export function toRecord(stored: StoredJob): JobRecord {
  const { id, owner, createdAt, options, source } = stored.job;
  const state = stateOf(stored);
  return {
    id,
    owner,
    state,
    createdAt,
    startedAt: toIso(stored.startedAtMs),
    finishedAt: toIso(stored.finishedAtMs),
    attempts: stored.attempts,
    options,
    source,
    input: stored.update?.input ?? null,
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
      'The analysis broke off through a fault of ours. Try again; if it fails again, report the job id.',
    retryable: true,
  };
}

/** Why a job that was cancelled or deleted ends. */
export const cancelledByUser = (): UserError =>
  new UserError(
    'cancelled',
    'The job was cancelled before it was done. Submit the file again to start over.',
  );
