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

/** Workers in separate processes, ready to take jobs. */
export interface Fleet extends AsyncDisposable {
  /** Marks of all completed jobs, in the order of their reports. */
  readonly done: readonly JobMarks[];
  /** Resolves once this many workers have completed this many jobs; rejects if a process ends earlier. */
  untilDone(jobs: number, byWorkers?: number): Promise<void>;
  /** Processor time that the processes have used. */
  cpuSeconds(): Promise<number>;
}

export async function startFleet({
  workers,
  workersPerProcess,
  ...common
}: FleetOptions): Promise<Fleet> {
  // Workers of a real fleet do not all end their jobs at the same moment.
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
  // If a process ends before anyone waits, the next call to `untilDone` rejects.
  ended.catch(() => {});
  await Promise.race([Promise.all(children.map((child) => once(child, 'message'))), ended]);
  const done: JobMarks[] = [];
  let message = Promise.withResolvers<void>();
  for (const child of children) {
    child.on('message', (marks: JobMarks) => {
      done.push(marks);
      message.resolve();
      message = Promise.withResolvers();
    });
    child.send('begin');
  }
  const resources = started.move();
  const isDone = (jobs: number, byWorkers: number): boolean =>
    done.length >= jobs && new Set(done.map(({ worker }) => worker)).size >= byWorkers;
  return {
    done,
    async untilDone(jobs, byWorkers = 0) {
      while (!isDone(jobs, byWorkers)) await Promise.race([message.promise, ended]);
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
  throw new Error(`A worker process ended early (${signal ?? code})`);
}

/** libuv's default number of threads for file operations. */
const fileThreads = 4;

/** The process ends by itself when this one does. */
function startProcess(settings: ProcessSettings): ChildProcess {
  return fork(join(import.meta.dirname, 'worker-process.ts'), [JSON.stringify(settings)], {
    // Workers write their logs as usual; nothing reads them.
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
