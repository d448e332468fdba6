import type { JobDocument } from '@dance-pose/contracts';
import { useEffect, useState } from 'react';
import { isReachable, service } from '../service.ts';
import { loadSample } from '../shared/artifacts.ts';
import { isGone, isSignInNeeded, passingProblemText, unreachable } from '../shared/problems.ts';
import { sampleId } from '../shared/sample-id.ts';
import { useStore } from '../shared/store.ts';
import { hiddenJobs, isOpen, jobsStore, putJob } from './jobs.ts';

export type JobView =
  | { readonly state: 'loading' | 'gone' | 'sign-in' }
  | { readonly state: 'offline'; readonly problem: string }
  /** `problem`: the reason why the job may be out of date. */
  | { readonly state: 'ready'; readonly job: JobDocument; readonly problem?: string };

const retryMs = 3000;

/** One job, kept current until it ends; `gone` once it is deleted, also in another tab of this browser. */
export function useJob(id: string): JobView {
  const [view, setView] = useState<JobView>(() => {
    const job = jobsStore.get().jobs.find((known) => known.id === id);
    return job === undefined ? { state: 'loading' } : { state: 'ready', job };
  });
  useEffect(() => {
    const stop = new AbortController();
    void watch(id, stop.signal, (next) => {
      if (!stop.signal.aborted) setView((last) => keepJob(last, next));
    });
    return () => stop.abort();
  }, [id]);
  const isAlone = !useStore(isReachable);
  if (useStore(hiddenJobs).has(id)) return { state: 'gone' };
  const isStale = isAlone && view.state === 'ready' && isOpen(view.job);
  return isStale ? { ...view, problem: unreachable } : view;
}

/** Keeps showing the job while offline: its video may be playing. */
const keepJob = (last: JobView, next: JobView): JobView =>
  last.state === 'ready' && next.state === 'offline' ? { ...last, problem: next.problem } : next;

async function watch(
  id: string,
  signal: AbortSignal,
  show: (view: JobView) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const job = await followToEnd(id, signal, show);
      if (job === undefined) return show({ state: 'gone' });
      if (job.result !== null) return;
      await untilReopened(id, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isGone(error)) return show({ state: 'gone' });
      if (isSignInNeeded(error)) return show({ state: 'sign-in' });
      show({ state: 'offline', problem: passingProblemText(error) });
      await pause(retryMs, signal);
    }
  }
}

async function followToEnd(
  id: string,
  signal: AbortSignal,
  show: (view: JobView) => void,
): Promise<JobDocument | undefined> {
  const isSample = id === sampleId;
  let last: JobDocument | undefined = await (isSample
    ? loadSample(signal)
    : service.get(id, signal));
  show({ state: 'ready', job: last });
  if (last.finishedAt !== null) return last;
  for await (const { job } of service.follow(id, signal)) {
    last = job;
    if (job === undefined) return undefined;
    putJob(job);
    show({ state: 'ready', job });
  }
  return last;
}

/** Resolves when the user retries the job on this page. */
function untilReopened(id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (jobsStore.get().jobs.some((job) => job.id === id && isOpen(job))) done();
    };
    const leave = jobsStore.subscribe(check);
    const done = (): void => {
      leave();
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
  });
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
