import { isEnded, type JobId, type JobRecord } from '@dance-pose/contracts';
import type { Cutoffs, JobArchive } from './job-archive.ts';
import { type MemoryState, newStoredJob } from './memory-state.ts';
import { type StoredJob, toRecord } from './stored-job.ts';

export function memoryArchive(state: MemoryState): JobArchive {
  const { jobs, requests } = state;
  const discard = (id: JobId): boolean => {
    if (requests.get(id) === 'delete') return false;
    requests.set(id, 'delete');
    state.touch(id);
    return true;
  };
  return {
    async read(ids) {
      return ids.map((id) => {
        const stored = jobs.get(id);
        if (stored === undefined) return undefined;
        return requests.get(id) === 'delete' ? 'going' : toRecord(stored);
      });
    },
    async expire(cutoffs, limit) {
      const old = [...jobs.values()].filter((stored) => endedBefore(stored, cutoffs));
      old.sort((a, b) => (a.finishedAtMs ?? 0) - (b.finishedAtMs ?? 0));
      const ofKind = (phase: StoredJob['phase']): StoredJob[] =>
        old.filter((stored) => stored.phase === phase).slice(0, limit);
      const chosen = [...ofKind('completed'), ...ofKind('failed')];
      return chosen.filter(({ job }) => discard(job.id)).length;
    },
    async restore(record) {
      if (!isEnded(record.state) || jobs.has(record.id) || requests.has(record.id)) return false;
      jobs.set(record.id, fromRecord(record));
      state.touch(record.id);
      return true;
    },
    discardUnknown: async (id) => !jobs.has(id) && discard(id),
    discard: async (id) => void discard(id),
    [Symbol.asyncDispose]: async () => {},
  };
}

function endedBefore(
  { phase, finishedAtMs }: StoredJob,
  { completedBefore, failedBefore }: Cutoffs,
): boolean {
  const before = { completed: completedBefore, failed: failedBefore, waiting: null, active: null };
  return (finishedAtMs ?? Number.POSITIVE_INFINITY) < (before[phase]?.getTime() ?? 0);
}

function fromRecord(record: JobRecord): StoredJob {
  const { progress, input, startedAt, finishedAt } = record;
  return {
    ...newStoredJob({ ...record, requestId: 'restored' }),
    phase: record.state === 'completed' ? 'completed' : 'failed',
    attempts: record.attempts,
    startedAtMs: startedAt === null ? null : Date.parse(startedAt),
    finishedAtMs: finishedAt === null ? null : Date.parse(finishedAt),
    update: progress === null ? null : { progress, input },
    result: record.result,
    error: record.error,
  };
}
