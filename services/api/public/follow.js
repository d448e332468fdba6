import { getJob, Problem } from './api.js';

const ended = new Set(['completed', 'failed', 'cancelled']);
const pollEveryMs = 2000;

export const hasEnded = (job) => ended.has(job.state);

/**
 * Calls back with the job after every change until it has ended: by Server-Sent Events, and by asking again
 * and again where those do not come through.
 * @param on `job(document)`, `gone()`, `lost()` while the server cannot be reached
 * @returns a function that stops following
 */
export function followJob(id, on) {
  let stopped = false;
  let timer;
  const source = new EventSource(`/v1/jobs/${id}/events`);
  const stop = () => {
    stopped = true;
    source.close();
    clearTimeout(timer);
  };
  const take = (job) => {
    if (stopped) return;
    if (hasEnded(job)) stop();
    on.job(job);
  };
  const leave = () => {
    if (stopped) return;
    stop();
    on.gone();
  };
  const poll = async () => {
    try {
      take(await getJob(id));
    } catch (problem) {
      if (problem instanceof Problem && problem.document.status === 404) leave();
      else if (!stopped) on.lost();
    }
    if (!stopped) timer = setTimeout(poll, pollEveryMs);
  };
  source.addEventListener('job', ({ data }) => take(JSON.parse(data)));
  source.addEventListener('removed', leave);
  source.addEventListener('error', () => {
    if (stopped) return;
    source.close();
    void poll();
  });
  return stop;
}
