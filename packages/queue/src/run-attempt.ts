import { isDeepStrictEqual } from 'node:util';
import { type JobError, type JobRecord, type JobResult, UserError } from '@dance-pose/contracts';
import type { ConsumerOptions, JobWork, OnQueueError } from './job-queue.ts';
import type { ReportThrottle } from './report-throttle.ts';
import {
  cancelledByUser,
  type Ending,
  endingOf,
  isFinal,
  type StoredJob,
  toJobError,
  toRecord,
} from './stored-job.ts';

/** Why a running job must be let go although nobody cancelled it; the reason of its signal. */
export class Released extends Error {
  override readonly name = 'Released';
  /** `handed-back`: this worker stops and another may begin at once. `lost`: the queue gave it away already. */
  readonly kind: 'handed-back' | 'lost';

  constructor(kind: 'handed-back' | 'lost') {
    super(
      kind === 'lost' ? 'the queue gave this job to another worker' : 'this worker is stopping',
    );
    this.kind = kind;
  }
}

/** Wait before the next try of a job that has used up so many: 2 s, 4 s, 8 s, … unless told otherwise. */
export function retryDelayMs(
  { retryDelayMs: first = 2000 }: ConsumerOptions,
  triesUsed: number,
): number {
  return first * 2 ** (triesUsed - 1);
}

/** How one try of a job came out, and so what the queue must do with it. */
export type Verdict =
  | { readonly kind: 'completed'; readonly result: JobResult; readonly ending: Ending }
  | { readonly kind: 'failed'; readonly error: JobError; readonly ending: Ending }
  | { readonly kind: 'retry'; readonly error: JobError }
  | { readonly kind: 'handed-back' | 'lost' };

export interface AttemptHost {
  readonly work: JobWork;
  readonly maxAttempts: number;
  /** Fires with `UserError('cancelled')` or {@link Released}. */
  readonly signal: AbortSignal;
  readonly throttle: ReportThrottle;
  readonly onError: OnQueueError;
  /** Whether the queue still has the job. */
  isThere(): Promise<boolean>;
}

/**
 * One try of a job that a consumer holds: the rules that every queue shares. A job that ends here has its
 * outcome recorded before the verdict is out; should that get lost on its way to the queue, the next try
 * finds the record and ends the job as users may have seen it end already.
 */
export async function runAttempt(stored: StoredJob, host: AttemptHost): Promise<Verdict> {
  try {
    const { signal, throttle, work } = host;
    signal.throwIfAborted();
    const recorded = await recordedEnd(stored, work);
    if (recorded !== undefined) return verdictOf(recorded);
    const refusal = reasonNotToRun(stored, host.maxAttempts);
    if (refusal !== undefined) return settleFailure(stored, host, toJobError(refusal));
    const claimed = { ...stored.job, attempt: stored.attempts };
    const result = await work.run(claimed, { signal, report: throttle.report });
    await throttle.flush();
    const record = ended(stored, host, { phase: 'completed', result });
    // After the flush: it waits for a Redis that is away, and meanwhile the job may be given to another.
    if (!isLost(signal)) return verdictOf(await recordResult(record, stored, work));
    await leaveForNextTry(record, stored, host);
    return { kind: 'lost' };
  } catch (error) {
    return judge(error, stored, host);
  }
}

/** How the job has ended as far as its record tells; the end that was taken back when the job was put back does not count. */
async function recordedEnd(
  { job, takenBackAtMs }: StoredJob,
  work: JobWork,
): Promise<JobRecord | undefined> {
  const record = await work.recordedOutcome(job.id);
  const takenBack = Date.parse(record?.finishedAt ?? '') <= (takenBackAtMs ?? 0);
  return takenBack ? undefined : record;
}

/** Unless another worker, to whom the queue had given the job as well, was first, and with the same result. */
async function recordResult(
  record: JobRecord,
  stored: StoredJob,
  work: JobWork,
): Promise<JobRecord> {
  const earlier = await recordedEnd(stored, work);
  if (isDeepStrictEqual(earlier?.result, record.result)) return earlier ?? record;
  await work.recordOutcome(record);
  return record;
}

/** The work is done; a record spares the next try all of it. But nothing may bring back a deleted job. */
async function leaveForNextTry(
  record: JobRecord,
  stored: StoredJob,
  { work, isThere }: AttemptHost,
): Promise<void> {
  if (!(await isThere())) return;
  if ((await recordedEnd(stored, work)) === undefined) await work.recordOutcome(record);
}

function verdictOf(record: JobRecord): Verdict {
  const { result, error } = record;
  const ending = endingOf(record);
  if (result !== null) return { kind: 'completed', result, ending };
  if (error !== null) return { kind: 'failed', error, ending };
  throw new Error(`the record of job ${record.id} has neither a result nor an error`);
}

function reasonNotToRun(stored: StoredJob, maxAttempts: number): UserError | undefined {
  if (stored.request !== null) return cancelledByUser();
  if (stored.triesUsed < maxAttempts) return undefined;
  return new UserError(
    'worker-lost',
    `The worker stopped during this job, and the limit of ${maxAttempts} attempts is reached. Submit the file again; if it happens again, report the job id.`,
  );
}

async function judge(error: unknown, stored: StoredJob, host: AttemptHost): Promise<Verdict> {
  const reason: unknown = host.signal.reason;
  await host.throttle.flush();
  if (reason instanceof Released) return { kind: reason.kind };
  if (reason instanceof UserError) return settleFailure(stored, host, toJobError(reason));
  const final = isFinal(error);
  if (!final) host.onError(error, stored.job);
  const jobError = toJobError(error);
  if (!final && stored.triesUsed + 1 < host.maxAttempts) return { kind: 'retry', error: jobError };
  return settleFailure(stored, host, jobError);
}

async function settleFailure(
  stored: StoredJob,
  host: AttemptHost,
  error: JobError,
): Promise<Verdict> {
  const record = ended(stored, host, { phase: 'failed', error });
  try {
    await host.work.recordOutcome(record);
  } catch (recordError) {
    // The queue still knows how the job ended; a store that is down must not keep it from ending.
    host.onError(recordError, stored.job);
  }
  return { kind: 'failed', error, ending: endingOf(record) };
}

function ended(
  stored: StoredJob,
  { throttle }: AttemptHost,
  outcome: Pick<StoredJob, 'phase'> & Partial<StoredJob>,
) {
  const update = throttle.latest ?? stored.update;
  return toRecord({ ...stored, ...outcome, update, finishedAtMs: Date.now() });
}

const isLost = ({ reason }: AbortSignal): boolean =>
  reason instanceof Released && reason.kind === 'lost';
