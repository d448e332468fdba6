import type {
  Artifact,
  JobId,
  JobOptions,
  JobProgress,
  JobRecord,
  JobResult,
  JobSource,
  JobState,
  MediaInfo,
  Warning,
} from '@dance-pose/contracts';

export interface NewJob {
  readonly id: JobId;
  readonly owner: string;
  readonly createdAt: string;
  readonly options: JobOptions;
  readonly source: JobSource;
  /** The request that made the job, so that logs of API and worker can be joined. */
  readonly requestId: string;
  /** That request's place in a trace (W3C Trace Context), for the worker to go on with; absent: not traced. */
  readonly traceparent?: string;
  /** Of a job whose `source` is based on another job. */
  readonly inherited?: Inheritance;
}

/** What a job has of the one that it goes on from: nothing is left for that one to give. */
export interface Inheritance extends Pick<JobResult, 'thumbnails' | 'picture'> {
  /** In the store as the new job's own already, and results of it as they are. */
  readonly artifacts: readonly Artifact[];
  readonly input: MediaInfo | null;
  readonly warnings: readonly Warning[];
}

export interface ListQuery {
  readonly owner: string;
  readonly state?: JobState;
  /** As given by an earlier page's `nextCursor`. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface JobPage {
  readonly jobs: JobRecord[];
  /** `null` on the last page. A page may hold fewer jobs than the limit and still have a next one. */
  readonly nextCursor: string | null;
}

/** Something about a job changed; `eventId` grows and can be given back to resume. */
export interface JobChange {
  readonly eventId: string;
  /** `undefined`: the job was removed. */
  readonly record: JobRecord | undefined;
}

/** How much there is to do, by the states that the queue keeps apart. */
export interface QueueLoad {
  /** Jobs that the next free worker takes. */
  readonly waiting: number;
  /** Jobs that wait for the time of their next try. */
  readonly resting: number;
  readonly active: number;
  readonly completed: number;
  /** Those that were cancelled as well: they are kept in one place. */
  readonly failed: number;
  /** How long ago the job was submitted that is taken next; `null` when none waits. */
  readonly oldestWaitingMs: number | null;
}

/**
 * What the API needs of the queue. A job whose deletion was asked for is nowhere to be seen, even while a
 * worker still winds it down. Methods reject with `UserError('queue-unavailable')`, fast, when the queue
 * cannot be reached.
 */
export interface JobQueue extends AsyncDisposable {
  /** Adds a job; an id that is there already is left as it is. */
  add(job: NewJob): Promise<void>;
  get(id: JobId): Promise<JobRecord | undefined>;
  /** Newest first. */
  list(query: ListQuery): Promise<JobPage>;
  /**
   * A queued job becomes `cancelled` now, an active one within 2 s.
   * Resolves with the job as it is then, `undefined` when there is none. An ended job is left as it is.
   */
  requestCancel(id: JobId): Promise<JobRecord | undefined>;
  /**
   * Puts a job that failed or was cancelled back at the end of the queue, with all its tries: its end is taken
   * back, also where a record of it is kept. Resolves with the job as it is then, `undefined` when there is
   * none. A job in any other state is left as it is.
   */
  retry(id: JobId): Promise<JobRecord | undefined>;
  /**
   * Forgets the job. `removed`: nothing runs, its objects can be deleted now. `winding-down`: a worker is
   * stopping it and will delete its objects. `unknown`: there is no such job.
   */
  remove(id: JobId): Promise<'removed' | 'winding-down' | 'unknown'>;
  /**
   * The job as it is now, then after every change, until it has ended or was removed or the signal fires.
   * With `after`, the first record is left out when nothing has changed since that event. A job that is
   * not there gives one change without a record.
   */
  changes(id: JobId, options: ChangesOptions): AsyncIterable<JobChange>;
  /** Cheap however many jobs there are. */
  load(): Promise<QueueLoad>;
  /** How many consumers are connected to the queue, busy or not. */
  workers(): Promise<number>;
  ping(): Promise<void>;
}

export interface ChangesOptions {
  readonly signal: AbortSignal;
  /** The `eventId` of the last change that was seen. One that cannot be placed counts as long ago. */
  readonly after?: string | undefined;
}

/** A job in a worker's hands. */
export interface ClaimedJob extends NewJob {
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface JobUpdate {
  readonly progress: JobProgress;
  readonly input: MediaInfo | null;
}

export interface JobContext {
  /** Fires when the job was cancelled or deleted (reason: `UserError('cancelled')`) or the worker must stop. */
  readonly signal: AbortSignal;
  /** Cheap to call often: updates are sent at most four times a second, the last one always. */
  report(update: JobUpdate): void;
}

export interface JobWork {
  /** Does the job. A `UserError` that is not retryable fails it for good; other errors are tried again with backoff. */
  run(job: ClaimedJob, context: JobContext): Promise<JobResult>;
  /**
   * Keeps the record of a job that is about to end, before the queue calls it ended. A job that was
   * cancelled while it waited has ended already; its record is kept soon after.
   */
  recordOutcome(record: JobRecord): Promise<void>;
  /** What `recordOutcome` has kept of the job: how it ended, even if the queue never heard of it. */
  recordedOutcome(id: JobId): Promise<JobRecord | undefined>;
  /**
   * Deletes all objects of a job whose deletion was asked for, once nothing works on it any more. Called
   * for every deleted job, also when nothing is left to delete, and again when it failed.
   */
  discard(id: JobId): Promise<void>;
}

export interface ConsumerOptions {
  /** Jobs run at once in this process. */
  readonly concurrency: number;
  /** How often a job may fail or lose its worker in all; handing it back does not count. */
  readonly maxAttempts: number;
  /** Wait before the second try, doubled for every further one; default 2 s. */
  readonly retryDelayMs?: number;
}

/** Hears of faults that the users' records only call `internal`, and of trouble with the queue itself. */
export type OnQueueError = (error: unknown, job?: Pick<NewJob, 'id' | 'requestId'>) => void;

/** Pulls jobs until closed. */
export interface JobConsumer {
  /** How many jobs are being run now. */
  readonly activeCount: number;
  /** Rejects with `UserError('queue-unavailable')` within 2 s when the queue that jobs come from does not answer. */
  ping(): Promise<void>;
  /**
   * Takes no new job; waits up to `graceMs` for the running ones, then aborts them and hands them back to
   * the queue, where another worker takes them up. A second call waits for the first.
   */
  close(graceMs: number): Promise<void>;
}
