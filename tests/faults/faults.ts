import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantPidsOf, nameOf } from '../end-to-end/leftovers.ts';
import { withFullDisk } from './full-disk.ts';
import type { FaultKind, PlannedFault } from './plan.ts';
import type { RunLog } from './run-log.ts';
import type { Supervised } from './supervised.ts';
import { lockDurationMs, type TestBench } from './test-bench.ts';

export interface InjectedFault extends PlannedFault {
  readonly startedMs: number;
  /** Time at which the broken part could work again; for a killed process, the time of the kill. */
  readonly overMs: number;
  /** The worker or API that was hit; null if there was none, or it was another part. */
  readonly pid: number | null;
  /** False if there was nothing to hit. */
  readonly done: boolean;
}

/** Two faults of one lane never overlap. */
const laneOf = ({ kind, worker }: PlannedFault): string => {
  if (kind.startsWith('redis')) return 'redis';
  if (kind.startsWith('worker') || kind === 'ffmpeg-killed') return `worker ${worker}`;
  // The disk belongs to the store.
  return kind === 'disk-full' ? 'store-away' : kind;
};

/** Injects the planned faults, each at its time or when its lane is free; everything works again when it ends. */
export async function injectFaults(
  planned: readonly PlannedFault[],
  bench: TestBench,
  log: RunLog,
): Promise<InjectedFault[]> {
  const lanes = new Map<string, Promise<unknown>>();
  const injected = planned.map(async (fault) => {
    await sleep(Math.max(0, fault.atMs - log.now()));
    const lane = laneOf(fault);
    const earlier = lanes.get(lane);
    const mine = (async () => {
      await earlier;
      return inject(fault, bench, log);
    })();
    lanes.set(lane, mine);
    return mine;
  });
  return Promise.all(injected);
}

async function inject(fault: PlannedFault, bench: TestBench, log: RunLog): Promise<InjectedFault> {
  const worker = await chooseWorker(fault, bench);
  const { pid } = (fault.kind === 'api-killed' ? bench.api : worker).child;
  const startedMs = log.now();
  log.note('fault', { kind: fault.kind, holdMs: fault.holdMs, pid });
  const done = await actions[fault.kind]({ bench, pid, holdMs: fault.holdMs });
  const overMs = log.now();
  log.note('fault over', { kind: fault.kind, pid, done });
  return { ...fault, startedMs, overMs, pid: done && hitsProcess(fault) ? pid : null, done };
}

const hitsProcess = ({ kind }: PlannedFault): boolean => /^(worker|ffmpeg|api)-/.test(kind);

const workerWaitMs = 3000;

async function chooseWorker(fault: PlannedFault, { workers }: TestBench): Promise<Supervised> {
  const inOrder = [...workers.slice(fault.worker), ...workers.slice(0, fault.worker)];
  const planned = inOrder[0] as Supervised;
  if (!fault.atWork || !hitsProcess(fault)) return planned;
  for (const deadline = Date.now() + workerWaitMs; Date.now() < deadline; await sleep(20)) {
    for (const worker of inOrder)
      if ((await ffmpegOf(worker.child.pid)) !== undefined) return worker;
  }
  return planned;
}

interface Scene {
  readonly bench: TestBench;
  /** Process id of the worker or API. */
  readonly pid: number;
  readonly holdMs: number;
}

/** Each resolves when the fault is over; with false if there was nothing to hit. */
const actions: Readonly<Record<FaultKind, (scene: Scene) => Promise<boolean>>> = {
  'worker-killed': async ({ pid }) => signal(pid, 'SIGKILL'),
  'worker-stopping': async ({ pid }) => signal(pid, 'SIGTERM'),
  'worker-frozen': async ({ pid, holdMs }) => {
    const stopped = signal(pid, 'SIGSTOP');
    await sleep(lockDurationMs + Math.min(holdMs, 5000));
    return signal(pid, 'SIGCONT') && stopped;
  },
  'ffmpeg-killed': async ({ pid }) => {
    const ffmpeg = await ffmpegOf(pid);
    return ffmpeg !== undefined && signal(ffmpeg, 'SIGKILL');
  },
  'api-killed': async ({ pid }) => signal(pid, 'SIGKILL'),
  'redis-killed': async ({ bench, holdMs }) => {
    await bench.restartRedis(Math.min(holdMs, 5000));
    return true;
  },
  'redis-cut': (scene) => redisWeather(scene, 'cut'),
  'redis-silent': (scene) => redisWeather(scene, 'silent'),
  'redis-slow': (scene) => redisWeather(scene, { slowMs: 150 }),
  'store-away': async ({ bench, holdMs }) => {
    await bench.setup.without(() => sleep(holdMs));
    return true;
  },
  'disk-full': async ({ bench, holdMs }) => {
    await withFullDisk(bench.disk, () => sleep(Math.min(holdMs, 10_000)));
    return true;
  },
};

async function redisWeather(
  { bench: { redisProxy }, holdMs }: Scene,
  weather: Parameters<typeof redisProxy.set>[0],
): Promise<boolean> {
  redisProxy.set(weather);
  await sleep(holdMs);
  redisProxy.set('normal');
  return true;
}

/** False if the process has exited already. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function ffmpegOf(worker: number): Promise<number | undefined> {
  for (const pid of await descendantPidsOf(worker)) {
    if ((await nameOf(pid)) === 'ffmpeg') return pid;
  }
  return undefined;
}

/** Processes, other than the known ones, whose arguments or environment contain this folder. */
export async function processesOf(folder: string, known: ReadonlySet<number>): Promise<string[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && !known.has(pid));
  const found = pids.map(async (pid) => {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const words = (await read('cmdline')).replaceAll('\0', ' ');
    const isOurs = words.includes(folder) || (await read('environ')).includes(folder);
    return isOurs ? [`${pid} ${words}`] : [];
  });
  return (await Promise.all(found)).flat();
}
