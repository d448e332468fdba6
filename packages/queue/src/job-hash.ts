import { type JobError, type JobResult, jobOptionsSchema } from '@dance-pose/contracts';
import type { JobUpdate, NewJob } from './job-queue.ts';
import { type Ending, type JobRequest, type StoredJob, toJobError } from './stored-job.ts';

/** A result or an error as it is handed to BullMQ, which knows no ending of ours. */
export type WithEnding<Outcome> = Outcome & { readonly ending: Ending };

/** What BullMQ is told of every job. */
export const bullJobOptions = {
  /** More than any consumer allows: the consumer's verdict alone decides whether a job is tried again. */
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  stackTraceLimit: 0,
};

/** The fields of BullMQ 6's job hash that we read; `ats`, `atm` and `stc` are its names of three counters. */
interface JobHash {
  readonly data: string;
  readonly progress?: string;
  readonly returnvalue?: string;
  readonly failedReason?: string;
  readonly processedOn?: string;
  readonly finishedOn?: string;
  /** Tries begun. */
  readonly ats?: string;
  /** Tries ended. */
  readonly atm?: string;
  /** Ours: when it ended before it was put back into the queue. */
  readonly takenBackAt?: string;
  /** Times that its worker was lost. */
  readonly stc?: string;
}

/** @param fields name, value, name, value, … as Redis gives them; none when there is no such job. */
export function parseJobHash(
  phase: StoredJob['phase'],
  request: JobRequest | '',
  fields: readonly string[],
): StoredJob | undefined {
  const hash = toHash(fields);
  if (hash === undefined) return undefined;
  const completion = takeApart(parseJson<JobResult>(hash.returnvalue));
  const failure = takeApart(parseReason(hash.failedReason));
  return {
    job: withDefaults(JSON.parse(hash.data) as NewJob),
    phase,
    request: request === '' ? null : request,
    attempts: Number(hash.ats ?? 0),
    triesUsed: Number(hash.atm ?? 0) + Number(hash.stc ?? 0),
    startedAtMs: parseTime(hash.processedOn),
    finishedAtMs: parseTime(hash.finishedOn),
    takenBackAtMs: parseTime(hash.takenBackAt),
    ending: completion.ending ?? failure.ending,
    update: parseJson<JobUpdate>(hash.progress),
    result: completion.outcome,
    error: failure.outcome,
  };
}

function toHash(fields: readonly string[]): JobHash | undefined {
  const hash: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2)
    hash[fields[i] as string] = fields[i + 1] as string;
  // A worker that lost its job may still write progress after the job was removed.
  return hash.data === undefined ? undefined : { ...hash, data: hash.data };
}

/** Jobs from before an option get its default; what a newer version wrote stays as it is. */
function withDefaults(job: NewJob): NewJob {
  const { data } = jobOptionsSchema.safeParse(job.options);
  return data === undefined ? job : { ...job, options: data };
}

const parseTime = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

const parseJson = <T>(text: string | undefined): T | null =>
  text === undefined ? null : (JSON.parse(text) as T);

/** There is no ending where no worker had the job in its hands when it ended, or will have it again. */
function takeApart<Outcome extends object>(kept: Outcome | WithEnding<Outcome> | null) {
  if (kept === null || !('ending' in kept)) return { outcome: kept, ending: null };
  const { ending, ...outcome } = kept;
  return { outcome: outcome as unknown as Outcome, ending };
}

/** Our consumers give their verdicts as JSON; a reason in BullMQ's own words is a fault of ours. */
function parseReason(reason: string | undefined): JobError | null {
  if (reason === undefined) return null;
  return reason.startsWith('{') ? (JSON.parse(reason) as JobError) : toJobError(new Error(reason));
}
