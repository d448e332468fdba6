import { once } from 'node:events';
import {
  createBullCuts,
  createBullQueue,
  createMemoryLimiter,
  createRedisLedger,
  createRedisLimiter,
  type OnQueueError,
  openBullView,
} from '@dance-pose/queue';
import { createLogger, EnvError, shutdownSignal } from '@dance-pose/runtime';
import {
  createDiskStore,
  createS3Store,
  createSignedObjectHandler,
  type ObjectStore,
  type SignedObjectHandler,
} from '@dance-pose/storage';
import { openApiMetrics, openTracing } from '@dance-pose/telemetry';
import { createApp } from './app.ts';
import type { AppOptions } from './deps.ts';
import { publishBacklog } from './ecs-backlog.ts';
import { type ApiSettings, readSettings } from './env.ts';
import { listen } from './http/http-server.ts';

const heartbeatMs = 15_000;
const stalledAfterMs = 120_000;

try {
  await serveApi(readSettings(process.env));
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function serveApi(settings: ApiSettings): Promise<void> {
  const log = createLogger('api', settings.logLevel);
  using shutdown = shutdownSignal();
  await using resources = new AsyncDisposableStack();
  const { store, signedObjects } = openStore(settings);
  resources.use(store);
  const onError = (err: unknown): void => log.warn({ err }, 'queue error');
  const queue = resources.use(createBullQueue({ ...settings.redis, onError }));
  const cuts = resources.use(createBullCuts({ ...settings.redis, onError }));
  const ledger = resources.use(createRedisLedger({ ...settings.redis, onError }));
  const limiter = resources.use(createRedisLimiter({ ...settings.redis, onError }));
  const telemetry = resources.use(await openTelemetry(settings, { store, queue, log }));
  const { metrics, tracing } = telemetry;
  const app = createApp({
    ...settings.app,
    localLimiter: createMemoryLimiter(),
    ...{ store, queue, cuts, ledger, limiter, log, metrics, tracing, heartbeatMs, stalledAfterMs },
    ...(signedObjects === undefined ? {} : { signedObjects }),
    ...(await openAdmin(settings, onError, resources)),
    mediaOrigins: await presignedOrigins(store),
    closing: shutdown.signal,
  });
  resources.use(startBacklogMetrics(settings, queue, onError));
  const server = await listen(app, settings, { keepAliveTimeout: settings.keepAliveMs });
  const { address, port } = server.address;
  log.info({ address, port, metricsPort: telemetry.port, store: settings.store.kind }, 'listening');
  if (!shutdown.signal.aborted) await once(shutdown.signal, 'abort');
  log.info('closing');
  await server.close(settings.graceMs);
}

/** For scaling workers on Amazon ECS. */
function startBacklogMetrics(
  { backlogNamespace: namespace, redis }: ApiSettings,
  queue: AppOptions['queue'],
  onError: OnQueueError,
): AsyncDisposable | undefined {
  if (namespace === undefined) return undefined;
  const write = (line: string): void => void process.stdout.write(line);
  return publishBacklog({ queue, namespace, queueName: redis.prefix, write, onError });
}

interface Telemetry extends Pick<AppOptions, 'metrics' | 'tracing'>, AsyncDisposable {
  /** Port that serves the metrics; undefined: they are not served. */
  readonly port: number | undefined;
}

/** Opens metrics and tracing as configured. */
async function openTelemetry(
  { telemetry, store: settings }: ApiSettings,
  { store, queue, log }: Pick<AppOptions, 'store' | 'queue' | 'log'>,
): Promise<Telemetry> {
  await using opened = new AsyncDisposableStack();
  const disk = settings.kind === 'disk' ? { store: settings.root } : {};
  const vitals = {
    load: () => queue.load(),
    dependencies: { queue: () => queue.ping(), store: () => store.ping() },
    folders: { system: '/', ...disk },
  };
  const onError = (err: unknown): void => log.warn({ err }, 'spans were not delivered');
  const wanted = { on: telemetry.tracing, service: 'api', onError };
  const tracing = opened.use(await openTracing(wanted));
  const { metrics, port } = opened.use(await openApiMetrics(telemetry.metrics, vitals));
  const resources = opened.move();
  return { metrics, tracing, port, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Loads bull-board only if there are admin keys. */
async function openAdmin(
  { adminKeys: keys, redis }: ApiSettings,
  onError: OnQueueError,
  resources: AsyncDisposableStack,
): Promise<Pick<AppOptions, 'admin'>> {
  if (keys.length === 0) return {};
  const { createQueueBoard } = await import('./admin/queue-board.ts');
  const { queue } = resources.use(openBullView({ ...redis, onError }));
  return { admin: { keys, board: createQueueBoard(queue) } };
}

function openStore({ store, urlSecret }: ApiSettings): {
  store: ObjectStore;
  signedObjects?: SignedObjectHandler;
} {
  if (store.kind === 's3') return { store: createS3Store(store) };
  const disk = createDiskStore({ root: store.root, secret: urlSecret });
  return { store: disk, signedObjects: createSignedObjectHandler(disk) };
}

/** Origins from which pages load media and to which they upload. URLs of our own server are paths, without an origin. */
async function presignedOrigins(store: ObjectStore): Promise<string[]> {
  const key = 'jobs/origin';
  const contentType = 'video/mp4';
  const options = { expiresInS: 1, contentType };
  const get = await store.signGet(key, { ...options, disposition: 'inline', fileName: 'x' });
  const upload = await store.signUpload(key, { ...options, sizeBytes: 1 });
  const absolute = [get, upload.url].filter((url) => URL.canParse(url));
  return [...new Set(absolute.map((url) => new URL(url).origin))];
}
