import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cpuSeconds } from '../load/process-figures.ts';
import type { JobMarks } from './marked-work.ts';
import type { ProcessSettings } from './worker-process.ts';

export interface FleetOptions extends Omit<ProcessSettings, 'workers'> {
  readonly workers: number;
  readonly workersPerProcess: number;
}

/** Workers in processes of their own, which take jobs at once. */
export interface Fleet extends AsyncDisposable {
  /** Of all jobs that are done, in the order in which we heard of it. */
  readonly done: readonly JobMarks[];
  /** Fulfils once so many jobs are done by so many of the workers; rejects when a process ends before that. */
  untilDone(jobs: number, byWorkers?: number): Promise<void>;
  /** Processor time that the processes have used. */
  cpuSeconds(): Promise<number>;
}

export function startFleet({ workers, workersPerProcess, ...common }: FleetOptions): Fleet {
  const done: JobMarks[] = [];
  let news = Promise.withResolvers<void>();
  const children: ChildProcess[] = [];
  const ended = Promise.withResolvers<never>();
  // Nobody may be waiting when a process ends too early; whoever waits next is told.
  ended.promise.catch(() => {});
  for (let first = 0; first < workers; first += workersPerProcess) {
    const count = Math.min(workersPerProcess, workers - first);
    const numbers = Array.from({ length: count }, (_, at) => first + at);
    const child = startProcess({ ...common, workers: numbers });
    child.on('message', (marks: JobMarks) => {
      done.push(marks);
      news.resolve();
      news = Promise.withResolvers();
    });
    child.on('exit', (code) => ended.reject(new Error(`A worker process ended with ${code}`)));
    children.push(child);
  }
  const isDone = (jobs: number, byWorkers: number): boolean =>
    done.length >= jobs && new Set(done.map(({ worker }) => worker)).size >= byWorkers;
  return {
    done,
    async untilDone(jobs, byWorkers = 0) {
      while (!isDone(jobs, byWorkers)) await Promise.race([news.promise, ended.promise]);
    },
    async cpuSeconds() {
      const all = await Promise.all(children.map(({ pid = 0 }) => cpuSeconds(pid)));
      return all.reduce((sum, seconds) => sum + seconds, 0);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map(stop));
    },
  };
}

/** It ends by itself when we do. */
function startProcess(settings: ProcessSettings): ChildProcess {
  return fork(join(import.meta.dirname, 'worker-process.ts'), [JSON.stringify(settings)], {
    // What workers say of their jobs is written, as it always is, and not read.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

const graceMs = 20_000;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const killing = setTimeout(() => child.kill('SIGKILL'), graceMs);
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(killing);
}
