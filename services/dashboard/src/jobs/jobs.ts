import { isEnded } from '@dance-pose/client';
import type { JobDocument, JobId } from '@dance-pose/contracts';
import { service } from '../service.ts';
import { isGone, isSignInNeeded, sayPassingProblem, sayProblem } from '../shared/problems.ts';
import { createStore } from '../shared/store.ts';
import { shownMs } from '../shared/toasts.tsx';

export interface JobsState {
  /** Newest first. */
  readonly jobs: readonly JobDocument[];
  readonly state: 'loading' | 'ready' | 'offline' | 'sign-in';
  /** Why the list may be old. */
  readonly problem: string | null;
  /** Asks for older ones; null when all are there. */
  readonly nextCursor: string | null;
}

export const jobsStore = createStore<JobsState>({
  jobs: [],
  state: 'loading',
  problem: null,
  nextCursor: null,
});

export const isOpen = (job: Pick<JobDocument, 'state'>): boolean => !isEnded(job);

/** Jobs that the person took away and may still want back. */
export const hiddenJobs = createStore<ReadonlySet<JobId>>(new Set());

/** What this tab tells the others: that a job is taken away, is back, or that something else changed. */
interface TabMessage {
  readonly hide?: JobId;
  readonly show?: JobId;
}

const tabs = new BroadcastChannel('jobs');
tabs.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
  if (data.hide !== undefined) hideJob(data.hide);
  if (data.show !== undefined) unhide(data.show);
});

export const tellOtherTabs = (): void => tabs.postMessage({});

export function putJob(job: JobDocument): void {
  if (hiddenJobs.get().has(job.id)) return;
  jobsStore.set((all) => ({ ...all, jobs: merged(all.jobs, [job]) }));
}

export function dropJob(id: JobId): void {
  jobsStore.set((all) => ({ ...all, jobs: all.jobs.filter((job) => job.id !== id) }));
}

const newestFirst = (a: JobDocument, b: JobDocument): number =>
  b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

function merged(old: readonly JobDocument[], fresh: readonly JobDocument[]): JobDocument[] {
  const byId = new Map(old.map((job) => [job.id, job]));
  const hidden = hiddenJobs.get();
  for (const job of fresh) if (!hidden.has(job.id)) byId.set(job.id, job);
  return [...byId.values()].sort(newestFirst);
}

/** The newest page anew. What that page should have and has no more is gone. */
export async function refreshJobs(signal: AbortSignal): Promise<void> {
  try {
    const { jobs, nextCursor } = await service.list({ limit: 20 }, signal);
    const oldest = jobs.at(-1)?.createdAt ?? '';
    jobsStore.set((all) => {
      const older = nextCursor === null ? [] : all.jobs.filter((job) => job.createdAt < oldest);
      const cursor = older.length === 0 ? nextCursor : all.nextCursor;
      return { jobs: merged(older, jobs), state: 'ready', problem: null, nextCursor: cursor };
    });
  } catch (error) {
    if (signal.aborted) return;
    const state = isSignInNeeded(error) ? 'sign-in' : 'offline';
    jobsStore.set((all) => ({ ...all, state, problem: sayPassingProblem(error) }));
  }
}

export async function loadOlderJobs(signal: AbortSignal): Promise<void> {
  const { nextCursor: cursor } = jobsStore.get();
  if (cursor === null) return;
  const { jobs, nextCursor } = await service.list({ limit: 20, cursor }, signal);
  jobsStore.set((all) => ({ ...all, jobs: merged(all.jobs, jobs), nextCursor }));
}

export interface Removal {
  undo(): void;
}

function hideJob(id: JobId): void {
  hiddenJobs.set((hidden) => new Set([...hidden, id]));
  dropJob(id);
}

function unhide(id: JobId): void {
  hiddenJobs.set((hidden) => new Set([...hidden].filter((other) => other !== id)));
}

function showAgain(job: JobDocument): void {
  unhide(job.id);
  putJob(job);
  tabs.postMessage({ show: job.id });
}

/** Hides the job at once and deletes it as soon as what says so is gone, or when the page is left, unless taken back. */
export function removeSoon(job: JobDocument, onProblem: (problem: string) => void): Removal {
  hideJob(job.id);
  tabs.postMessage({ hide: job.id });
  const ended = new AbortController();
  const remove = (): void => {
    ended.abort();
    clearTimeout(timer);
    void removeNow(job, onProblem);
  };
  const timer = setTimeout(remove, shownMs);
  addEventListener('pagehide', remove, { signal: ended.signal });
  return {
    undo() {
      ended.abort();
      clearTimeout(timer);
      showAgain(job);
    },
  };
}

async function removeNow(job: JobDocument, onProblem: (problem: string) => void): Promise<void> {
  try {
    await service.remove(job.id);
  } catch (error) {
    if (isGone(error)) return;
    showAgain(job);
    onProblem(`“${job.source.fileName}” was not deleted. ${sayProblem(error)}`);
  }
}

/** @returns ends it. */
export function whenOtherTabTells(listener: () => void): () => void {
  tabs.addEventListener('message', listener);
  return () => tabs.removeEventListener('message', listener);
}
