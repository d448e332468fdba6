import { useEffect } from 'react';
import { service } from '../service.ts';
import { useStore } from '../shared/store.ts';
import {
  dropJob,
  isOpen,
  type JobsState,
  jobsStore,
  onOtherTab,
  putJob,
  refreshJobs,
} from './jobs.ts';

/** Number of jobs followed by event stream. Browsers limit connections per host; polling covers the other jobs. */
const followedAtOnce = 2;
const busyMs = 2000;
const idleMs = 20_000;

/** Events after which the list may be out of date. */
const events = ['online', 'offline', 'focus'] as const;

/** The list of jobs, kept current while a page shows it: event streams for active jobs, polling for the others. */
export function useLiveJobs(): JobsState {
  const state = useStore(jobsStore);
  const isBusy = state.jobs.some(isOpen) || state.state === 'offline';
  usePolling(isBusy && state.state !== 'sign-in' ? busyMs : idleMs);
  const followed = state.jobs.filter(({ state: is }) => is === 'active').slice(0, followedAtOnce);
  useStreams(followed.map(({ id }) => id).join(' '));
  return state;
}

function usePolling(everyMs: number): void {
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      if (!document.hidden) await refreshJobs(stop.signal);
      if (!stop.signal.aborted) timer = setTimeout(() => void ask(), everyMs);
    };
    const now = (): void => void ask();
    now();
    for (const name of events) addEventListener(name, now);
    const leaveTabs = onOtherTab(now);
    document.addEventListener('visibilitychange', now);
    return () => {
      stop.abort();
      clearTimeout(timer);
      leaveTabs();
      for (const name of events) removeEventListener(name, now);
      document.removeEventListener('visibilitychange', now);
    };
  }, [everyMs]);
}

/** @param ids separated by spaces: a string, so that equal lists are equal values. */
function useStreams(ids: string): void {
  useEffect(() => {
    const stop = new AbortController();
    for (const id of ids.split(' ').filter(Boolean)) void follow(id, stop.signal);
    return () => stop.abort();
  }, [ids]);
}

async function follow(id: string, signal: AbortSignal): Promise<void> {
  try {
    for await (const { job } of service.follow(id, signal)) {
      if (job === undefined) dropJob(id);
      else putJob(job);
    }
  } catch {
    // The page was left or the stream refused: polling continues and reports the problem.
  }
}
