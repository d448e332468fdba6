import type { JobError, JobResult } from '@dance-pose/contracts';
import { Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisQueueOptions } from './bull-queue.ts';
import type { WithEnding } from './job-hash.ts';
import type { ConsumerOptions, JobConsumer, JobWork, NewJob, OnQueueError } from './job-queue.ts';
import { createJobTable, type JobTable } from './job-table.ts';
import { defaultPrefix, queueKeys, queueName } from './queue-keys.ts';
import { connectForWaiting, createPing, settled, withoutRepeats } from './redis-connection.ts';
import { createReportThrottle } from './report-throttle.ts';
import { keepSettlingRequests } from './request-settler.ts';
import { Released, retryDelayMs, runAttempt, type Verdict } from './run-attempt.ts';
import { createRunningJobs, type RunningJobs } from './running-jobs.ts';
import { within } from './within.ts';

export interface BullConsumerOptions extends RedisQueueOptions {
  readonly work: JobWork;
  readonly options: ConsumerOptions;
  /** A worker that has not been heard of for this long has lost its job; default 30 s. */
  readonly lockDurationMs?: number;
  /** How often lost jobs are looked for; default 15 s. */
  readonly stalledIntervalMs?: number;
}

/** How long jobs, and Redis, may take to let us go; then the locks of what we held run out by themselves. */
const stopLimitMs = 10_000;
/** We count lost workers ourselves, so that the outcome is recorded when they are too many. */
const endlessStalls = 1_000_000;

/** Begins to take jobs as soon as Redis can be reached, and again whenever it comes back. */
export function createBullConsumer(options: BullConsumerOptions): JobConsumer {
  const { work } = options;
  const onError = withoutRepeats(options.onError);
  const leaving = new AbortController();
  const client = connectForWaiting(options.redisUrl, leaving.signal);
  const table = createJobTable(client, queueKeys(options.prefix ?? defaultPrefix));
  const running = createRunningJobs();
  const worker = startWorker(client, options, { table, running, work, onError });
  worker.on('error', (error) => onError(error));
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) running.stop(id, new Released('lost'));
  });
  const removeJob = async (id: string) => (await worker.getBackend().remove(id, false)) === 1;
  const settler = keepSettlingRequests({ table, running, work, onError, removeJob });
  const close = async (graceMs: number): Promise<void> => {
    leaving.abort();
    // BullMQ never gets away from a connection that is just being retried.
    await within(stopLimitMs, settled(client));
    const closed = worker.close();
    if (!(await within(graceMs, closed))) running.stopAll(new Released('handed-back'));
    if (!(await within(stopLimitMs, closed))) {
      onError(
        new Error(
          'The consumer could not close in time; its jobs continue later on another worker',
        ),
      );
      await worker.stopRenewingLocks();
      await worker.getBackend().close(true);
    }
    settler.stop();
    client.disconnect();
  };
  let closing: Promise<void> | undefined;
  return {
    get activeCount() {
      return running.count;
    },
    ping: createPing(client),
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

interface Host {
  readonly table: JobTable;
  readonly running: RunningJobs;
  readonly work: JobWork;
  readonly onError: OnQueueError;
}

/** `close` of BullMQ stops the renewal of locks after the last job, so a job that hangs keeps its timer running. */
class LeavingWorker extends Worker<NewJob, WithEnding<JobResult>> {
  stopRenewingLocks(): Promise<void> {
    return this.lockManager.close();
  }
}

function startWorker(client: Redis, options: BullConsumerOptions, host: Host) {
  const { prefix = defaultPrefix, lockDurationMs = 30_000, stalledIntervalMs = 15_000 } = options;
  const policy = options.options;
  return new LeavingWorker(queueName, (job, token = '') => processJob(job, token, policy, host), {
    connection: client,
    prefix,
    concurrency: policy.concurrency,
    lockDuration: lockDurationMs,
    stalledInterval: stalledIntervalMs,
    maxStalledCount: endlessStalls,
    // BullMQ's own 15 s is longer than a Redis takes to restart.
    runRetryDelay: 1000,
    settings: {
      // Tries whose worker was lost count as well: a job that has few left must wait the longer.
      backoffStrategy: (failures, _type, _error, job) =>
        retryDelayMs(policy, failures + (job instanceof Job ? job.stalledCounter : 0)),
    },
  });
}

async function processJob(
  job: Job<NewJob, WithEnding<JobResult>>,
  token: string,
  { maxAttempts }: ConsumerOptions,
  { table, running, work, onError }: Host,
): Promise<WithEnding<JobResult>> {
  const { id } = job.data;
  using held = running.hold(id);
  const { jobs } = await table.read([id]);
  const stored = jobs[0];
  if (stored === undefined) throw new WaitingError();
  const throttle = createReportThrottle((update) =>
    job.updateProgress(update).catch((error: unknown) => onError(error, job.data)),
  );
  const { signal } = held;
  const isThere = async () => (await table.read([id])).jobs[0] !== undefined;
  const host = { work, maxAttempts, signal, throttle, onError, isThere };
  const verdict = await runAttempt(stored, host);
  // Whatever a job left behind that was removed under our hands must go too.
  if (!(await isThere())) await table.requestDeletion(id);
  return deliver(verdict, job, token);
}

/** Tells BullMQ the verdict in its own terms. */
async function deliver(verdict: Verdict, job: Job, token: string): Promise<WithEnding<JobResult>> {
  switch (verdict.kind) {
    case 'completed':
      return { ...verdict.result, ending: verdict.ending };
    case 'failed': {
      const { error, ending } = verdict;
      const reason: WithEnding<JobError> = { ...error, ending };
      throw new UnrecoverableError(JSON.stringify(reason));
    }
    case 'retry':
      throw new Error(JSON.stringify(verdict.error));
    case 'handed-back':
      await job.moveToWait(token);
      throw new WaitingError();
    case 'lost':
      // Makes BullMQ leave the job as it is.
      throw new WaitingError();
  }
}
