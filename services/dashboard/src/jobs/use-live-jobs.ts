import { useEffect } from 'react';
import { service } from '../service.ts';
import { useStore } from '../shared/store.ts';
import {
  dropJob,
  isOpen,
  type JobsState,
  jobsStore,
  putJob,
  refreshJobs,
  whenOtherTabTells,
} from './jobs.ts';

/** Connections to one host are few; jobs beyond are seen by asking for the list. */
const followedAtOnce = 2;
const busyMs = 2000;
const idleMs = 20_000;

/** After which the list may not be true any more. */
const events = ['online', 'offline', 'focus'] as const;

/** The list of jobs, kept true while a page shows it: streams for the jobs that run, asking for the others. */
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
    const leaveTabs = whenOtherTabTells(now);
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

/** @param ids with spaces between: a text, so that the same jobs are the same value. */
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
    // Left, or refused: asking for the list goes on and tells what is the matter.
  }
}
