import type { JobId, JobRecord } from '@dance-pose/contracts';

/** Before when jobs must have ended to be expired; `null`: none are. */
export interface Cutoffs {
  readonly completedBefore: Date | null;
  /** Of those that failed or were cancelled. */
  readonly failedBefore: Date | null;
}

/**
 * What the janitor needs of the queue. Nobody can come between the look and the deed of one call. Whatever is
 * deleted here is gone for users at once; consumers then discard its objects, as of any deleted job.
 */
export interface JobArchive extends AsyncDisposable {
  /** The jobs in the order of the ids; `going`: to be deleted; `undefined`: the queue knows of no such job. */
  read(ids: readonly JobId[]): Promise<readonly (JobRecord | 'going' | undefined)[]>;
  /** Deletes jobs that ended before then, longest ago first, `limit` of each kind at most, and counts them. */
  expire(cutoffs: Cutoffs, limit: number): Promise<number>;
  /** Puts an ended job back that the queue has lost. False: it knows the job, or is about to delete it. */
  restore(record: JobRecord): Promise<boolean>;
  /** Has the objects discarded of what is no job. False: it is one, or goes already. */
  discardUnknown(id: JobId): Promise<boolean>;
  /** Deletes a job whatever it is doing. */
  discard(id: JobId): Promise<void>;
}
