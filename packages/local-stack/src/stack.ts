import { type Child, untilReady } from './child.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { freePort, isFree, isServing } from './ports.ts';
import { hasNamedClient, startRedis } from './redis.ts';
import { chooseRedisPort } from './redis-port.ts';
import { startService } from './service.ts';
import { StackError } from './stack-error.ts';

export interface StackOptions {
  /** Folder of all persistent data: objects, queue, logs, the secret of the links. */
  readonly dataDir: string;
  /** Port of the API. Default: a free port. */
  readonly port?: number;
  /** Address that the API binds. Default: 127.0.0.1. */
  readonly host?: string;
  /** Additional settings of API and worker. */
  readonly env?: Readonly<Record<string, string>>;
  /** Additional settings of the worker only; they override `env`. */
  readonly workerEnv?: Readonly<Record<string, string>>;
  /** Aborts the start. */
  readonly signal?: AbortSignal;
}

export interface LocalStack extends AsyncDisposable {
  /** `http://localhost:8000` */
  readonly url: string;
  readonly redisUrl: string;
  readonly api: Child;
  readonly worker: Child;
  /** Resolves when a process ends unexpectedly: which one, the reason, its last output. Undefined after a normal stop. */
  readonly unexpectedExit: Promise<string | undefined>;
}

/** Longer than the API and the worker need for an orderly shutdown. */
const stopGraceMs = 45_000;

/**
 * Starts Redis, a worker and the API as processes on the disk store, and waits until they are ready.
 * Disposing stops the API, then the worker, then Redis; they end with this process in any case.
 * @throws StackError when the port is in use or another stack uses the data folder.
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
    unexpectedExit: firstToEnd({ api, worker, redis }, stopping.signal),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function settings({ objects, urlSecret }: DataFolder, redisUrl: string): Record<string, string> {
  return {
    ...{ REDIS_URL: redisUrl, STORE: 'disk', DATA_DIR: objects, URL_SECRET: urlSecret },
    // Ctrl-C must not wait for the end of a clip; the job continues at the next start.
    SHUTDOWN_GRACE_MS: '5000',
  };
}

async function firstToEnd(
  children: Readonly<Record<string, Pick<Child, 'ended' | 'tail'>>>,
  stopping: AbortSignal,
): Promise<string | undefined> {
  const ends = Object.entries(children).map(async ([name, { ended, tail }]) => ({
    name,
    exitReason: await ended,
    tail,
  }));
  const { name, exitReason, tail } = await Promise.race(ends);
  return stopping.aborted ? undefined : `${name} ended with ${exitReason}:\n${await tail()}`;
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

function portTaken(port: number): StackError {
  return new StackError(
    `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`,
  );
}
