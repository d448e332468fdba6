import { type Child, untilReady } from './child.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { freePort, isFree, isServing } from './ports.ts';
import { hasNamedClient, startRedis } from './redis.ts';
import { chooseRedisPort } from './redis-port.ts';
import { startService } from './service.ts';
import { StackError } from './stack-error.ts';

export interface StackOptions {
  /** Keeps everything, and finds it again: objects, queue, logs, the secret of the links. */
  readonly dataDir: string;
  /** Of the API; default: a free one. */
  readonly port?: number;
  /** What the API binds; default 127.0.0.1. */
  readonly host?: string;
  /** Settings of API and worker on top of ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the worker alone, on top of those. */
  readonly workerEnv?: Readonly<Record<string, string>>;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

export interface LocalStack extends AsyncDisposable {
  /** `http://localhost:8000` */
  readonly url: string;
  readonly redisUrl: string;
  readonly api: Child;
  readonly worker: Child;
  /** Fulfils when a process ends: which, how, its last lines. Undefined: because we stop the stack. */
  readonly brokenDown: Promise<string | undefined>;
}

/** Above what API and worker take at most to end their work in order. */
const stopGraceMs = 45_000;

/**
 * Redis, worker and API as processes of their own on the disk store, ready when this fulfils.
 * Disposing stops the API, then the worker, then Redis; they end with us whatever happens.
 * @throws StackError when the port is taken or the data folder in use.
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const { dataDir, host = '127.0.0.1', signal } = options;
  const port = options.port ?? (await freePort());
  if (!(await isFree(port, host))) throw portTaken(port);
  await using started = new AsyncDisposableStack();
  const folder = await openDataFolder(dataDir);
  const redis = started.use(
    await startRedis({
      dataDir: folder.redis,
      port: await chooseRedisPort(folder.redis),
      appendOnly: true,
      log: await folder.newLog('redis'),
    }),
  );
  const env = { ...settings(folder, redis.url), HOST: host, PORT: `${port}`, ...options.env };
  const worker = await startService('worker', await folder.newLog('worker'), {
    ...env,
    ...options.workerEnv,
  });
  started.defer(() => worker.stop('SIGTERM', stopGraceMs));
  const api = await startService('api', await folder.newLog('api'), env);
  started.defer(() => api.stop('SIGTERM', stopGraceMs));
  const readyz = `http://${isWildcard(host) ? '127.0.0.1' : host}:${port}/readyz`;
  await Promise.all([
    untilReady('The API', api, () => isServing(readyz), signal),
    untilReady('The worker', worker, () => hasNamedClient(redis.port), signal),
  ]);
  const stopping = new AbortController();
  started.defer(() => stopping.abort());
  const resources = started.move();
  return {
    url: `http://localhost:${port}`,
    redisUrl: redis.url,
    api,
    worker,
    brokenDown: firstToEnd({ api, worker, redis }, stopping.signal),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function settings({ objects, urlSecret }: DataFolder, redisUrl: string): Record<string, string> {
  return {
    ...{ REDIS_URL: redisUrl, STORE: 'disk', DATA_DIR: objects, URL_SECRET: urlSecret },
    // Whoever presses Ctrl-C does not want to wait for a clip; the next start takes it up again.
    SHUTDOWN_GRACE_MS: '5000',
  };
}

async function firstToEnd(
  children: Readonly<Record<string, Pick<Child, 'ended' | 'tail'>>>,
  stopping: AbortSignal,
): Promise<string | undefined> {
  const ends = Object.entries(children).map(async ([name, { ended, tail }]) => ({
    name,
    how: await ended,
    tail,
  }));
  const { name, how, tail } = await Promise.race(ends);
  return stopping.aborted ? undefined : `${name} ended with ${how}:\n${await tail()}`;
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

function portTaken(port: number): StackError {
  return new StackError(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );
}
