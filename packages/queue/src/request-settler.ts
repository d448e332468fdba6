import { setTimeout as sleep } from 'node:timers/promises';
import type { JobId } from '@dance-pose/contracts';
import type { JobWork, OnQueueError } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import type { RunningJobs } from './running-jobs.ts';
import { cancelledByUser, type JobRequest, toRecord } from './stored-job.ts';

const pollMs = 500;
const pauseAfterFailureMs = 2000;

export interface SettlerHost {
  readonly table: JobTable;
  readonly running: RunningJobs;
  readonly work: JobWork;
  readonly onError: OnQueueError;
  /** False when a worker holds the job. */
  removeJob(id: JobId): Promise<boolean>;
}

export interface RequestSettler {
  /** What is being settled goes on until its connection is closed; another worker takes it up again. */
  stop(): void;
}

/**
 * Every half a second: stops jobs of this process that users want stopped, and does what is left to do for
 * those that run nowhere. A request stays in Redis until all of it is done, so a worker that dies, or a store
 * that is away, only delays it; doing it twice does no harm.
 */
export function keepSettlingRequests(host: SettlerHost): RequestSettler {
  const stopped = new AbortController();
  const { signal } = stopped;
  let idle = true;
  // Beside the loop: a slow store must not keep running jobs from being stopped.
  const settleBeside = (requests: [JobId, JobRequest][]): void => {
    if (!idle) return;
    idle = false;
    void settleAll(requests, host, signal).finally(() => {
      idle = true;
    });
  };
  void pollRequests(host, settleBeside, signal);
  return { stop: () => stopped.abort() };
}

async function pollRequests(
  { table, running, onError }: SettlerHost,
  settle: (requests: [JobId, JobRequest][]) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const requests = await table.requests();
      settle(requests.filter(([id]) => !running.stop(id, cancelledByUser())));
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    await pause(pollMs, signal);
  }
}

/** One that cannot be settled now does not stand in the way of the others. */
async function settleAll(
  requests: readonly [JobId, JobRequest][],
  host: SettlerHost,
  signal: AbortSignal,
): Promise<void> {
  let failed = false;
  for (const [id, request] of requests) {
    try {
      if (request === 'delete') await settleDeletion(id, host);
      else await settleCancellation(id, host);
    } catch (error) {
      // Leaving cuts the connection under a settlement; another worker takes it up.
      if (signal.aborted) return;
      failed = true;
      host.onError(error);
    }
  }
  if (failed) await pause(pauseAfterFailureMs, signal);
}

async function settleDeletion(id: JobId, { table, work, removeJob }: SettlerHost): Promise<void> {
  const { jobs } = await table.read([id]);
  // Its own worker stops it; the lock of one that died runs out.
  if (jobs[0]?.phase === 'active' || !(await removeJob(id))) return;
  await work.discard(id);
  await table.forgetRequest(id, 'delete');
}

async function settleCancellation(id: JobId, { table, work }: SettlerHost): Promise<void> {
  // Its worker may have died after the request, so that it waits again.
  await table.cancelAsAsked(id);
  const { jobs } = await table.read([id]);
  const stored = jobs[0];
  if (stored?.phase === 'active') return;
  if (stored?.error?.code === 'cancelled') await work.recordOutcome(toRecord(stored));
  await table.forgetRequest(id, 'cancel');
}

/** Ends early, without an error, when the signal fires. */
async function pause(forMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(forMs, undefined, { signal });
  } catch {
    // Only the signal rejects a sleep.
  }
}
