import { isEnded } from '@dance-pose/client';
import type { JobDocument, JobId } from '@dance-pose/contracts';
import { service } from '../service.ts';
import { isGone, isSignInNeeded, passingProblemText, problemText } from '../shared/problems.ts';
import { createStore } from '../shared/store.ts';
import { toastMs } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';

export interface JobsState {
  /** Newest first. */
  readonly jobs: readonly JobDocument[];
  readonly state: 'loading' | 'ready' | 'offline' | 'sign-in';
  /** The reason why the list may be out of date. */
  readonly problem: string | null;
  /** Cursor of the next, older page; null at the end. */
  readonly nextCursor: string | null;
}

export const jobsStore = createStore<JobsState>({
  jobs: [],
  state: 'loading',
  problem: null,
  nextCursor: null,
});

export const isOpen = (job: Pick<JobDocument, 'state'>): boolean => !isEnded(job);

/** Jobs that the user deleted and can still restore. */
export const hiddenJobs = createStore<ReadonlySet<JobId>>(new Set());

/** A message to the other tabs: a job was hidden or restored, or (empty) something else changed. */
interface TabMessage {
  readonly hide?: JobId;
  readonly show?: JobId;
}

const tabs = new BroadcastChannel('jobs');
tabs.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
  if (data.hide !== undefined) hideJob(data.hide);
  if (data.show !== undefined) unhideJob(data.show);
});

export const notifyOtherTabs = (): void => tabs.postMessage({});

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

/** Reloads the newest page. A job that belongs to that page but is no longer on it is dropped. */
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
    jobsStore.set((all) => ({ ...all, state, problem: passingProblemText(error) }));
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

function unhideJob(id: JobId): void {
  hiddenJobs.set((hidden) => new Set([...hidden].filter((other) => other !== id)));
}

function restoreJob(job: JobDocument): void {
  unhideJob(job.id);
  putJob(job);
  tabs.postMessage({ show: job.id });
}

/** Hides the job now and deletes it when the toast closes or the page is left, unless the user undoes it. */
export function removeSoon(job: JobDocument, onProblem: (problem: string) => void): Removal {
  hideJob(job.id);
  tabs.postMessage({ hide: job.id });
  const ended = new AbortController();
  const remove = (): void => {
    ended.abort();
    clearTimeout(timer);
    void removeNow(job, onProblem);
  };
  const timer = setTimeout(remove, toastMs);
  addEventListener('pagehide', remove, { signal: ended.signal });
  return {
    undo() {
      ended.abort();
      clearTimeout(timer);
      restoreJob(job);
    },
  };
}

async function removeNow(job: JobDocument, onProblem: (problem: string) => void): Promise<void> {
  try {
    await service.remove(job.id);
  } catch (error) {
    if (isGone(error)) return;
    restoreJob(job);
    onProblem(texts.clips.notDeleted(job.source.fileName, problemText(error)));
  }
}

/** @returns a function that unsubscribes. */
export function onOtherTab(listener: () => void): () => void {
  tabs.addEventListener('message', listener);
  return () => tabs.removeEventListener('message', listener);
}
