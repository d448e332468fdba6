import type { JobId } from '@dance-pose/contracts';
import type { NewJob } from './job-queue.ts';
import type { JobRequest, StoredJob } from './stored-job.ts';
import { createWatchers } from './watchers.ts';

/** What the in-memory queue's producers and consumers share; the same facts that the Redis queue keeps. */
export type MemoryState = ReturnType<typeof createMemoryState>;

export function createMemoryState() {
  const jobs = new Map<JobId, StoredJob>();
  /** What users asked for and no consumer has settled yet. */
  const requests = new Map<JobId, JobRequest>();
  const lastEvents = new Map<JobId, number>();
  const watchers = createWatchers();
  const consumers = new Set<() => void>();
  /** Jobs that wait for the time of their next try. */
  const resting = new Set<JobId>();
  let eventCount = 0;

  const touch = (id: JobId): void => {
    eventCount += 1;
    lastEvents.set(id, eventCount);
    watchers.wake(id);
    for (const wake of consumers) queueMicrotask(wake);
  };
  return {
    jobs,
    requests,
    watchers,
    consumers,
    resting,
    eventCount: () => eventCount,
    lastEvent: (id: JobId) => lastEvents.get(id) ?? 0,
    touch,
    update(id: JobId, change: Partial<StoredJob>): void {
      const stored = jobs.get(id);
      if (stored === undefined) return;
      jobs.set(id, { ...stored, ...change });
      touch(id);
    },
    rest(id: JobId, forMs: number): void {
      resting.add(id);
      setTimeout(() => {
        resting.delete(id);
        for (const wake of consumers) wake();
      }, forMs).unref();
    },
    forget(id: JobId): void {
      if (jobs.delete(id)) touch(id);
    },
  };
}

export function newStoredJob(job: NewJob): StoredJob {
  return {
    job,
    phase: 'waiting',
    request: null,
    attempts: 0,
    triesUsed: 0,
    startedAtMs: null,
    finishedAtMs: null,
    takenBackAtMs: null,
    ending: null,
    update: null,
    result: null,
    error: null,
  };
}
