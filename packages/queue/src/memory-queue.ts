import { isEnded, type JobId, type JobRecord } from '@dance-pose/contracts';
import { followJob } from './follow-job.ts';
import type { JobArchive } from './job-archive.ts';
import type {
  ConsumerOptions,
  JobConsumer,
  JobPage,
  JobQueue,
  JobWork,
  ListQuery,
  OnQueueError,
  QueueLoad,
} from './job-queue.ts';
import type { Ledger } from './ledger.ts';
import { checkCursor, listPlace } from './list-cursor.ts';
import { memoryArchive } from './memory-archive.ts';
import { consumeFromMemory } from './memory-consumer.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createMemoryState, type MemoryState, newStoredJob } from './memory-state.ts';
import { cancelledByUser, type StoredJob, toJobError, toRecord } from './stored-job.ts';

/** Queue, ledger and consumers within one process, for tests: the same rules, nothing survives the process. */
export interface MemoryQueue {
  readonly queue: JobQueue;
  readonly ledger: Ledger;
  readonly archive: JobArchive;
  consume(work: JobWork, options: ConsumerOptions, onError: OnQueueError): JobConsumer;
}

export function createMemoryQueue(): MemoryQueue {
  const state = createMemoryState();
  return {
    queue: memoryQueue(state),
    ledger: createMemoryLedger(),
    archive: memoryArchive(state),
    consume: (work, options, onError) => consumeFromMemory(state, work, options, onError),
  };
}

function memoryQueue(state: MemoryState): JobQueue {
  const source = {
    watchers: state.watchers,
    read: async (id: JobId) => ({ eventId: String(state.eventCount()), record: read(state, id) }),
    changedSince: async (id: JobId, eventId: string) => !(state.lastEvent(id) <= Number(eventId)),
  };
  return {
    async add(job) {
      if (state.jobs.has(job.id)) return;
      state.jobs.set(job.id, newStoredJob(job));
      state.touch(job.id);
    },
    get: async (id) => read(state, id),
    list: async (query) => list(state, query),
    async requestCancel(id) {
      cancel(state, id);
      return read(state, id);
    },
    async retry(id) {
      retry(state, id);
      return read(state, id);
    },
    remove: async (id) => remove(state, id),
    changes: (id, options) => followJob(source, id, options),
    load: async () => load(state),
    workers: async () => state.consumers.size,
    ping: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

function read({ jobs, requests }: MemoryState, id: JobId): JobRecord | undefined {
  const stored = jobs.get(id);
  return stored === undefined || requests.get(id) === 'delete' ? undefined : toRecord(stored);
}

function cancel(state: MemoryState, id: JobId): void {
  const record = read(state, id);
  if (record === undefined || isEnded(record.state)) return;
  state.requests.set(id, 'cancel');
  if (record.state === 'active') state.touch(id);
  else {
    const error = toJobError(cancelledByUser());
    state.update(id, { phase: 'failed', error, finishedAtMs: Date.now() });
  }
}

function retry(state: MemoryState, id: JobId): void {
  const stored = state.jobs.get(id);
  if (stored?.phase !== 'failed' || state.requests.get(id) === 'delete') return;
  state.requests.delete(id);
  const { job, attempts, finishedAtMs } = stored;
  // To the end of the queue.
  state.jobs.delete(id);
  state.jobs.set(id, { ...newStoredJob(job), attempts, takenBackAtMs: finishedAtMs });
  state.touch(id);
}

function remove(state: MemoryState, id: JobId): 'removed' | 'winding-down' | 'unknown' {
  const record = read(state, id);
  // Of an unknown one too: the janitor may be about to restore it from the store.
  state.requests.set(id, 'delete');
  if (record === undefined) {
    state.touch(id);
    return 'unknown';
  }
  if (record.state === 'active') {
    state.touch(id);
    return 'winding-down';
  }
  state.forget(id);
  return 'removed';
}

function load({ jobs, resting }: MemoryState): QueueLoad {
  const count = (phase: StoredJob['phase']): number =>
    [...jobs.values()].filter((stored) => stored.phase === phase).length;
  const waiting = [...jobs.values()].filter(
    ({ job, phase }) => phase === 'waiting' && !resting.has(job.id),
  );
  const [next] = waiting;
  return {
    waiting: waiting.length,
    resting: resting.size,
    active: count('active'),
    completed: count('completed'),
    failed: count('failed'),
    oldestWaitingMs: next === undefined ? null : Date.now() - Date.parse(next.job.createdAt),
  };
}

function list(state: MemoryState, { owner, state: wanted, cursor, limit }: ListQuery): JobPage {
  const before = cursor === undefined ? undefined : checkCursor(cursor);
  const places = [...state.jobs.values()]
    .filter(({ job }) => job.owner === owner)
    .map(({ job }) => ({ place: listPlace(job), record: read(state, job.id) }))
    .filter(({ place, record }) => record !== undefined && (before === undefined || place < before))
    .filter(({ record }) => wanted === undefined || record?.state === wanted)
    .sort((a, b) => (a.place < b.place ? 1 : -1));
  const page = places.slice(0, limit);
  return {
    jobs: page.flatMap(({ record }) => record ?? []),
    nextCursor: places.length > limit ? (page.at(-1)?.place ?? null) : null,
  };
}
