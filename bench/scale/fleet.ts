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

/** Workers in processes other than ours, which take jobs at once. */
export interface Fleet extends AsyncDisposable {
  /** Of all jobs that are done, in the order in which we heard of it. */
  readonly done: readonly JobMarks[];
  /** Fulfils once so many jobs are done by so many of the workers; rejects when a process ends before that. */
  untilDone(jobs: number, byWorkers?: number): Promise<void>;
  /** Processor time that the processes have used. */
  cpuSeconds(): Promise<number>;
}

export async function startFleet({
  workers,
  workersPerProcess,
  ...common
}: FleetOptions): Promise<Fleet> {
  // Workers of a fleet do not all end their jobs at the same moment.
  const all = Array.from({ length: workers }, (_, number) => ({
    number,
    firstJobMs: (common.jobMs * (number + 1)) / workers,
  }));
  const children: ChildProcess[] = [];
  for (let at = 0; at < workers; at += workersPerProcess) {
    children.push(startProcess({ ...common, workers: all.slice(at, at + workersPerProcess) }));
  }
  await using started = new AsyncDisposableStack();
  started.defer(async () => void (await Promise.all(children.map(stop))));
  const ended = Promise.race(children.map(endOf));
  // Nobody may be waiting when a process ends too early; whoever waits next is told.
  ended.catch(() => {});
  await Promise.race([Promise.all(children.map((child) => once(child, 'message'))), ended]);
  const done: JobMarks[] = [];
  let news = Promise.withResolvers<void>();
  for (const child of children) {
    child.on('message', (marks: JobMarks) => {
      done.push(marks);
      news.resolve();
      news = Promise.withResolvers();
    });
    child.send('begin');
  }
  const resources = started.move();
  const isDone = (jobs: number, byWorkers: number): boolean =>
    done.length >= jobs && new Set(done.map(({ worker }) => worker)).size >= byWorkers;
  return {
    done,
    async untilDone(jobs, byWorkers = 0) {
      while (!isDone(jobs, byWorkers)) await Promise.race([news.promise, ended]);
    },
    async cpuSeconds() {
      const each = await Promise.all(children.map(({ pid = 0 }) => cpuSeconds(pid)));
      return each.reduce((sum, seconds) => sum + seconds, 0);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`A worker process has ended (${signal ?? code})`);
}

/** What libuv gives every process for its files. */
const fileThreads = 4;

/** It ends by itself when we do. */
function startProcess(settings: ProcessSettings): ChildProcess {
  return fork(join(import.meta.dirname, 'worker-process.ts'), [JSON.stringify(settings)], {
    // What workers say of their jobs is written, as it always is, and not read.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: `${fileThreads * settings.workers.length}` },
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
