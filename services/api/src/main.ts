import { once } from 'node:events';
import {
  createBullQueue,
  createMemoryLimiter,
  createRedisLedger,
  createRedisLimiter,
} from '@dance-pose/queue';
import { createLogger, EnvError, shutdownSignal } from '@dance-pose/runtime';
import {
  createDiskStore,
  createS3Store,
  createSignedObjectHandler,
  type ObjectStore,
  type SignedObjectHandler,
} from '@dance-pose/storage';
import { createApp } from './app.ts';
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
  const onError = (err: unknown): void => log.warn({ err }, 'trouble with the queue');
  const queue = resources.use(createBullQueue({ ...settings.redis, onError }));
  const ledger = resources.use(createRedisLedger({ ...settings.redis, onError }));
  const limiter = resources.use(createRedisLimiter({ ...settings.redis, onError }));
  const app = createApp({
    ...settings.app,
    ownLimiter: createMemoryLimiter(),
    ...{ store, queue, ledger, limiter, log, heartbeatMs, stalledAfterMs },
    ...(signedObjects === undefined ? {} : { signedObjects }),
    mediaOrigins: await originsOfLinks(store),
    closing: shutdown.signal,
  });
  const server = await listen(app, settings);
  const { address, port } = server.address;
  log.info({ address, port, store: settings.store.kind }, 'listening');
  if (!shutdown.signal.aborted) await once(shutdown.signal, 'abort');
  log.info('closing');
  await server.close(settings.graceMs);
}

function openStore({ store, urlSecret }: ApiSettings): {
  store: ObjectStore;
  signedObjects?: SignedObjectHandler;
} {
  if (store.kind === 's3') return { store: createS3Store(store) };
  const disk = createDiskStore({ root: store.root, secret: urlSecret });
  return { store: disk, signedObjects: createSignedObjectHandler(disk) };
}

/** Where a page must be allowed to load media from and to send files to. Links to ourselves are paths. */
async function originsOfLinks(store: ObjectStore): Promise<string[]> {
  const key = 'jobs/origin';
  const contentType = 'video/mp4';
  const options = { expiresInS: 1, contentType };
  const get = await store.signGet(key, { ...options, disposition: 'inline', fileName: 'x' });
  const upload = await store.signUpload(key, { ...options, sizeBytes: 1 });
  const absolute = [get, upload.url].filter((url) => URL.canParse(url));
  return [...new Set(absolute.map((url) => new URL(url).origin))];
}
