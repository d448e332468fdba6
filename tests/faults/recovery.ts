import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InjectedFault } from './faults.ts';
import type { RunLog } from './run-log.ts';

/** An event of a job in the log of its worker. */
interface JobMoment {
  readonly atMs: number;
  readonly jobId: string;
  readonly what: 'job started' | 'job ended';
  readonly pid: number;
}

/** Time from each fault until the part that it hit worked again; null if it hit nothing. */
export interface Recovery {
  readonly fault: InjectedFault;
  readonly ms: number | null;
}

/** @param readyMs times at which the API reported queue and store as ready, in order. */
export async function measureRecoveries(
  faults: readonly InjectedFault[],
  { readyMs, logDir, log }: { readyMs: readonly number[]; logDir: string; log: RunLog },
): Promise<Recovery[]> {
  const moments = await readMoments(logDir, log);
  return faults.map((fault) => {
    if (!fault.done) return { fault, ms: null };
    if (hitsService(fault)) {
      const ready = readyMs.find((atMs) => atMs > fault.overMs);
      return { fault, ms: ready === undefined ? null : ready - fault.overMs };
    }
    return { fault, ms: longestWait(fault, moments) };
  });
}

const hitsService = ({ kind }: InjectedFault): boolean => /^(api|redis|store|disk)-/.test(kind);

/** Time until every job of the worker was started again, or had ended, on any worker. */
function longestWait({ pid, startedMs }: InjectedFault, moments: readonly JobMoment[]) {
  const earlier = moments.filter((moment) => moment.atMs <= startedMs && moment.pid === pid);
  const inHand = new Set<string>();
  for (const { what, jobId } of earlier) {
    if (what === 'job started') inHand.add(jobId);
    else inHand.delete(jobId);
  }
  const waits = [...inHand].map((id) => {
    const next = moments.find(({ jobId, atMs }) => jobId === id && atMs > startedMs);
    return next === undefined ? 0 : next.atMs - startedMs;
  });
  return waits.length === 0 ? null : Math.max(...waits);
}

async function readMoments(logDir: string, log: RunLog): Promise<JobMoment[]> {
  const moments: JobMoment[] = [];
  for (const file of (await readdir(logDir)).filter((name) => name.startsWith('worker-'))) {
    const pid = pidOf(file, log);
    for (const line of (await readFile(join(logDir, file), 'utf8')).split('\n')) {
      if (!/"msg":"job (started|ended)"/.test(line)) continue;
      const { time, jobId, msg } = JSON.parse(line) as Record<string, string>;
      const what = msg as JobMoment['what'];
      moments.push({ atMs: log.at(Date.parse(time ?? '')), jobId: jobId ?? '', what, pid });
    }
  }
  return moments.sort((a, b) => a.atMs - b.atMs);
}

/** Log files are named after the worker and its number of starts: `worker-2.5.log`. */
function pidOf(file: string, { events }: RunLog): number {
  const [name, nth] = file.split('.');
  const starts = events.filter((event) => event.what === 'started' && event.name === name);
  return Number(starts[Number(nth) - 1]?.pid);
}
