import { getJob, Problem } from './api.js';

const ended = new Set(['completed', 'failed', 'cancelled']);
const pollEveryMs = 1000;

export const hasEnded = (job) => ended.has(job.state);

/**
 * Calls back with the job again and again until it has ended. Not by Server-Sent Events: the browser's
 * EventSource cannot send an API key.
 * @param on `job(document)`, `gone()`, `lost()` while the server cannot be reached
 * @returns a function that stops following
 */
export function followJob(id, on) {
  let stopped = false;
  let timer;
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
  };
  const poll = async () => {
    const job = await getJob(id).catch((problem) => problem);
    if (stopped) return;
    const gone = job instanceof Problem && job.document.status === 404;
    if (gone || hasEnded(job)) stop();
    if (gone) on.gone();
    else if (job instanceof Error) on.lost();
    else on.job(job);
    if (!stopped) timer = setTimeout(poll, pollEveryMs);
  };
  timer = setTimeout(poll, pollEveryMs);
  return stop;
}
