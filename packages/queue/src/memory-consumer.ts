import type { JobId } from '@dance-pose/contracts';
import type { ConsumerOptions, JobConsumer, JobWork, OnQueueError } from './job-queue.ts';
import type { MemoryState } from './memory-state.ts';
import { createReportThrottle } from './report-throttle.ts';
import { Released, retryDelayMs, runAttempt, type Verdict } from './run-attempt.ts';
import { cancelledByUser, type StoredJob, toRecord } from './stored-job.ts';

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

export function consumeFromMemory(
  state: MemoryState,
  work: JobWork,
  options: ConsumerOptions,
  onError: OnQueueError,
): JobConsumer {
  const running = new Map<JobId, Running>();
  const settling = new Set<JobId>();
  let closing = false;

  const begin = (waiting: StoredJob): void => {
    const { id } = waiting.job;
    const stop = new AbortController();
    const done = runFromMemory(state, waiting, stop.signal, { work, options, onError });
    const left = (): void => {
      running.delete(id);
      pump();
    };
    running.set(id, { stop, done: done.finally(left) });
  };
  const settle = (id: JobId): void => {
    if (settling.has(id)) return;
    settling.add(id);
    settleRequest(state, work, id)
      .catch((error: unknown) => {
        onError(error);
        setTimeout(pump, 100).unref();
      })
      .finally(() => settling.delete(id));
  };
  const pump = (): void => {
    for (const id of state.requests.keys()) {
      if (running.has(id)) running.get(id)?.stop.abort(cancelledByUser());
      else if (!isOpen(state.jobs.get(id))) settle(id);
    }
    for (const stored of state.jobs.values()) {
      if (closing || running.size >= options.concurrency) break;
      if (stored.phase === 'waiting' && !state.resting.has(stored.job.id)) begin(stored);
    }
  };
  state.consumers.add(pump);
  pump();

  return {
    get activeCount() {
      return running.size;
    },
    ping: async () => {},
    async close(graceMs) {
      closing = true;
      const handBack = setTimeout(() => {
        for (const { stop } of running.values()) stop.abort(new Released('handed-back'));
      }, graceMs);
      await Promise.all([...running.values()].map(({ done }) => done));
      clearTimeout(handBack);
      state.consumers.delete(pump);
    },
  };
}

interface Host {
  readonly work: JobWork;
  readonly options: ConsumerOptions;
  readonly onError: OnQueueError;
}

async function runFromMemory(
  state: MemoryState,
  { job, attempts }: StoredJob,
  signal: AbortSignal,
  { work, options, onError }: Host,
): Promise<void> {
  state.update(job.id, { phase: 'active', attempts: attempts + 1, startedAtMs: Date.now() });
  const active = state.jobs.get(job.id);
  if (active === undefined) return;
  const stored = { ...active, request: state.requests.get(job.id) ?? null };
  const throttle = createReportThrottle(async (update) => state.update(job.id, { update }));
  const { maxAttempts } = options;
  const isThere = async () => state.jobs.has(job.id);
  const host = { work, maxAttempts, signal, throttle, onError, isThere };
  const verdict = await runAttempt(stored, host);
  applyVerdict(state, stored, verdict, options);
}

function applyVerdict(
  state: MemoryState,
  { job, triesUsed }: StoredJob,
  verdict: Verdict,
  options: ConsumerOptions,
): void {
  if (verdict.kind === 'retry') state.rest(job.id, retryDelayMs(options, triesUsed + 1));
  // Its record is kept already, so a cancellation has nothing left to settle; a deletion has.
  if (verdict.kind === 'failed' && state.requests.get(job.id) === 'cancel') {
    state.requests.delete(job.id);
  }
  state.update(job.id, outcomeOf(verdict, triesUsed));
}

function outcomeOf(verdict: Verdict, triesUsed: number): Partial<StoredJob> {
  const finishedAtMs = Date.now();
  switch (verdict.kind) {
    case 'completed':
      return { phase: 'completed', result: verdict.result, ending: verdict.ending, finishedAtMs };
    case 'failed':
      return { phase: 'failed', error: verdict.error, ending: verdict.ending, finishedAtMs };
    case 'retry':
      return { phase: 'waiting', error: verdict.error, triesUsed: triesUsed + 1 };
    default:
      return { phase: 'waiting' };
  }
}

/** A job that runs or waits is refused by the consumer that holds it next. */
const isOpen = (stored: StoredJob | undefined): boolean =>
  stored?.phase === 'active' || stored?.phase === 'waiting';

/** What a request still asks for once its job no longer runs; the request is forgotten when it is done. */
async function settleRequest(state: MemoryState, work: JobWork, id: JobId): Promise<void> {
  const stored = state.jobs.get(id);
  if (state.requests.get(id) === 'delete') {
    state.forget(id);
    await work.discard(id);
  } else if (stored !== undefined && stored.error?.code === 'cancelled') {
    await work.recordOutcome(toRecord(stored));
  }
  state.requests.delete(id);
}
