import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  findS3Gateway,
  freePort,
  isServing,
  type RedisServer,
  type ServiceName,
  startRedis,
  startS3Gateway,
  startService,
  startTcpProxy,
  type TcpProxy,
} from '@dance-pose/local-stack';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';
import type { RunLog } from './run-log.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface StandOptions {
  readonly folder: string;
  readonly workers: number;
  readonly store: 'disk' | 's3';
  readonly maxAttempts: number;
  readonly log: RunLog;
}

/** A whole service whose every part can be made to fail. */
export interface Stand extends AsyncDisposable {
  readonly url: string;
  /** Redis itself, without the proxy that API and workers go through. */
  readonly redisUrl: string;
  readonly redisProxy: TcpProxy;
  /** Kills Redis and starts it again on its data. */
  restartRedis(downMs: number): Promise<void>;
  readonly api: Supervised;
  readonly workers: readonly Supervised[];
  /** The store as nothing disturbs it. */
  readonly store: ObjectStore;
  setStore(there: boolean): Promise<void>;
  readonly tempDir: string;
  readonly logDir: string;
}

/** How soon a lost worker is noticed: quick, so that a run sees many. */
export const lockDurationMs = 3000;

interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly store: ObjectStore;
  setStore(there: boolean): Promise<void>;
}

export async function openStand(options: StandOptions): Promise<Stand> {
  const { folder, log } = options;
  await using opened = new AsyncDisposableStack();
  const tempDir = await subfolder(folder, 'temp');
  const logDir = await subfolder(folder, 'logs');
  const redis = opened.use(await openRedis(folder, log));
  const place = await (options.store === 's3' ? openS3(opened) : openDisk(folder));
  const port = await freePort();
  const env = { ...settings(options), ...place.env, REDIS_URL: redis.env, TEMP_DIR: tempDir };
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
    ...{ url, api, workers, tempDir, logDir },
    ...{ redisUrl: redis.url, redisProxy: redis.proxy, restartRedis: redis.restart },
    ...{ store: place.store, setStore: place.setStore },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function settings({ maxAttempts }: StandOptions): Record<string, string> {
  return {
    URL_SECRET: 'only for this fault run',
    MAX_ATTEMPTS: `${maxAttempts}`,
    LOCK_DURATION_MS: `${lockDurationMs}`,
    STALLED_INTERVAL_MS: '1000',
    LOG_LEVEL: 'info',
  };
}

/** Every second worker of a line has no time to end its job when it is stopped, and hands it back. */
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

async function openDisk(folder: string): Promise<Place> {
  const root = await subfolder(folder, 'store');
  return {
    env: { STORE: 'disk', DATA_DIR: root },
    store: createDiskStore({ root, secret: 'nothing is signed with it' }),
    // As a volume that is not mounted: its folder is not there.
    setStore: (there) => (there ? rename(`${root}.away`, root) : rename(root, `${root}.away`)),
  };
}

async function openS3(opened: AsyncDisposableStack): Promise<Place> {
  const program = await findS3Gateway();
  if (program === undefined) throw new Error('versitygw is not installed, and Go is not either.');
  const gateway = opened.use(await startS3Gateway(program));
  const { endpoint, bucket, region, credentials } = gateway;
  const proxy = opened.use(await startTcpProxy(Number(new URL(endpoint).port)));
  return {
    env: {
      ...{ STORE: 's3', S3_BUCKET: bucket, S3_REGION: region },
      S3_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    store: opened.use(createS3Store({ endpoint, bucket, region, credentials })),
    setStore: async (there) => proxy.set(there ? 'fair' : 'cut'),
  };
}

async function untilServing(url: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isServing(url)); await sleep(100)) {
    if (Date.now() > deadline) throw new Error(`${url} does not answer`);
  }
}
