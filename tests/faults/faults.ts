import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantPidsOf, nameOf } from '../end-to-end/leftovers.ts';
import type { FaultKind, PlannedFault } from './plan.ts';
import type { RunLog } from './run-log.ts';
import { lockDurationMs, type Stand } from './stand.ts';
import type { Supervised } from './supervised.ts';

export interface InjectedFault extends PlannedFault {
  readonly beganMs: number;
  /** When what was broken could work again; a killed process: when it was killed. */
  readonly overMs: number;
  /** The process that was hit. */
  readonly pid: number | null;
  /** False when there was nothing to hit. */
  readonly done: boolean;
}

/** Two faults of one lane never overlap. */
const laneOf = ({ kind, worker }: PlannedFault): string => {
  if (kind.startsWith('redis')) return 'redis';
  if (kind.startsWith('worker') || kind === 'ffmpeg-killed') return `worker ${worker}`;
  return kind;
};

/** Injects all that is planned, each at its time or when its lane is free; all is whole again when it ends. */
export async function injectFaults(
  planned: readonly PlannedFault[],
  stand: Stand,
  log: RunLog,
): Promise<InjectedFault[]> {
  const lanes = new Map<string, Promise<unknown>>();
  const injected = planned.map(async (fault) => {
    await sleep(Math.max(0, fault.atMs - log.now()));
    const lane = laneOf(fault);
    const earlier = lanes.get(lane);
    const mine = (async () => {
      await earlier;
      return inject(fault, stand, log);
    })();
    lanes.set(lane, mine);
    return mine;
  });
  return Promise.all(injected);
}

async function inject(fault: PlannedFault, stand: Stand, log: RunLog): Promise<InjectedFault> {
  const beganMs = log.now();
  log.note('fault', { ...fault });
  const worker = stand.workers[fault.worker] as Supervised;
  const pid = await actions[fault.kind]({ stand, worker, holdMs: fault.holdMs });
  const overMs = log.now();
  log.note('fault over', { kind: fault.kind, pid });
  return { ...fault, beganMs, overMs, pid, done: pid !== null };
}

interface Scene {
  readonly stand: Stand;
  readonly worker: Supervised;
  readonly holdMs: number;
}

/** Each fulfils, when it is over, with the process that it hit, 0 for none in particular, null for a miss. */
const actions: Readonly<Record<FaultKind, (scene: Scene) => Promise<number | null>>> = {
  'worker-killed': async ({ worker }) => signal(worker.child.pid, 'SIGKILL'),
  'worker-stopping': async ({ worker }) => signal(worker.child.pid, 'SIGTERM'),
  'worker-frozen': async ({ worker, holdMs }) => {
    const { pid } = worker.child;
    signal(pid, 'SIGSTOP');
    await sleep(lockDurationMs + Math.min(holdMs, 5000));
    return signal(pid, 'SIGCONT');
  },
  'ffmpeg-killed': async ({ worker }) => {
    const pid = await findFfmpeg(() => worker.child.pid);
    return pid === null ? null : signal(pid, 'SIGKILL');
  },
  'api-killed': async ({ stand }) => signal(stand.api.child.pid, 'SIGKILL'),
  'redis-killed': async ({ stand, holdMs }) => {
    await stand.restartRedis(Math.min(holdMs, 5000));
    return 0;
  },
  'redis-cut': (scene) => redisWeather(scene, 'cut'),
  'redis-silent': (scene) => redisWeather(scene, 'silent'),
  'redis-slow': (scene) => redisWeather(scene, { slowMs: 150 }),
  'store-away': async ({ stand, holdMs }) => {
    await stand.setStore(false);
    await sleep(holdMs);
    await stand.setStore(true);
    return 0;
  },
};

async function redisWeather(
  { stand: { redisProxy }, holdMs }: Scene,
  weather: Parameters<typeof redisProxy.set>[0],
): Promise<number> {
  redisProxy.set(weather);
  await sleep(holdMs);
  redisProxy.set('fair');
  return 0;
}

/** Null when the process has gone by itself. */
function signal(pid: number, name: NodeJS.Signals): number | null {
  try {
    process.kill(pid, name);
    return pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
    throw error;
  }
}

/** Looks for an FFmpeg of the worker for some seconds. */
async function findFfmpeg(worker: () => number): Promise<number | null> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(10)) {
    for (const pid of await descendantPidsOf(worker())) {
      if ((await nameOf(pid)) === 'ffmpeg') return pid;
    }
  }
  return null;
}

/** Processes, other than the given ones, that were started for this folder: it is in their words or environment. */
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
