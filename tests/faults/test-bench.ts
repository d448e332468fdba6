import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  freePort,
  isServing,
  type RedisServer,
  type ServiceName,
  startRedis,
  startService,
  startTcpProxy,
  type TcpProxy,
} from '@dance-pose/local-stack';
import type { RunLog } from './run-log.ts';
import { openDiskSetup, openS3Setup, type StoreSetup } from './store-setup.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface TestBenchOptions {
  /** Folder of the logs. */
  readonly folder: string;
  /** Folder of all data that the service writes: Redis, disk store, temporary files. */
  readonly disk: string;
  readonly workers: number;
  readonly store: 'disk' | 's3';
  readonly maxAttempts: number;
  readonly log: RunLog;
}

/** A whole service whose parts can all be made to fail. */
export interface TestBench extends AsyncDisposable {
  readonly url: string;
  /** URL of Redis itself, without the proxy that API and workers use. */
  readonly redisUrl: string;
  readonly redisProxy: TcpProxy;
  /** Kills Redis and restarts it on its data. */
  restartRedis(downMs: number): Promise<void>;
  readonly api: Supervised;
  readonly workers: readonly Supervised[];
  readonly setup: StoreSetup;
  readonly disk: string;
  readonly tempDir: string;
  readonly logDir: string;
}

/** Time until a lost worker is noticed: short, so that a run has many. */
export const lockDurationMs = 3000;

export async function openTestBench(options: TestBenchOptions): Promise<TestBench> {
  const { disk, log } = options;
  await using opened = new AsyncDisposableStack();
  const tempDir = await subfolder(disk, 'temp');
  const logDir = await subfolder(options.folder, 'logs');
  const redis = opened.use(await openRedis(disk, log));
  const setup = opened.use(await (options.store === 's3' ? openS3Setup() : openDiskSetup(disk)));
  const port = await freePort();
  const env = { ...settings(options), ...setup.env, REDIS_URL: redis.env, TEMP_DIR: tempDir };
  const keep = (name: ServiceName, label: string) =>
    supervise(
      label,
      (n) =>
        startService(name, join(logDir, `${label}.${n}.log`), { ...env, ...own(name, port, n) }),
      log,
    );
  const workers: Supervised[] = [];
  for (let i = 0; i < options.workers; i++) {
    workers.push(opened.use(await keep('worker', `worker-${i + 1}`)));
  }
  const api = opened.use(await keep('api', 'api'));
  const url = `http://127.0.0.1:${port}`;
  await untilServing(`${url}/readyz`);
  const resources = opened.move();
  return {
    ...{ url, api, workers, setup, disk, tempDir, logDir },
    ...{ redisUrl: redis.url, redisProxy: redis.proxy, restartRedis: redis.restart },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function settings({ maxAttempts }: TestBenchOptions): Record<string, string> {
  return {
    MAX_ATTEMPTS: `${maxAttempts}`,
    LOCK_DURATION_MS: `${lockDurationMs}`,
    STALLED_INTERVAL_MS: '1000',
    LOG_LEVEL: 'info',
  };
}

/** Every second start of a worker gets no time to finish its job on shutdown, so that it returns the job. */
function own(name: ServiceName, port: number, n: number): Record<string, string> {
  if (name === 'api') return { PORT: `${port}`, SHUTDOWN_GRACE_MS: '1000' };
  return { SHUTDOWN_GRACE_MS: n % 2 === 0 ? '8000' : '100' };
}

async function subfolder(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  return path;
}

async function openRedis(folder: string, log: RunLog) {
  const dataDir = await subfolder(folder, 'redis');
  const port = await freePort();
  const start = (): Promise<RedisServer> => startRedis({ dataDir, port, appendOnly: true });
  let server = await start();
  const proxy = await startTcpProxy(port);
  return {
    url: server.url,
    env: `redis://127.0.0.1:${proxy.port}`,
    proxy,
    async restart(downMs: number): Promise<void> {
      await server.kill('SIGKILL');
      await sleep(downMs);
      server = await start();
      log.note('started', { name: 'redis', pid: server.pid });
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function untilServing(url: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isServing(url)); await sleep(100)) {
    if (Date.now() > deadline) throw new Error(`${url} does not respond`);
  }
}
