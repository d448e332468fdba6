import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  defaultMediaLimits,
  type JobId,
  type JobRecord,
  objectKeys,
  type Retention,
} from '@dance-pose/contracts';
import {
  createBullConsumer,
  createBullQueue,
  createMemoryQueue,
  createRedisArchive,
  type JobArchive,
  type JobQueue,
  type JobWork,
  type RedisQueueOptions,
} from '@dance-pose/queue';
import { createLogger, createTempFolder } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { silentWorkerMetrics } from '@dance-pose/telemetry';
import { afterEach, beforeEach } from '@jest/globals';
import { createWork } from '../app.ts';
import { type JanitorDeps, tidyUp } from '../janitor/janitor.ts';
import { eventually, newJob, writeResult } from './stand.ts';
import type { OpenStore } from './stores.ts';

export const contentType = 'application/octet-stream';

interface JanitorStand extends AsyncDisposable {
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  readonly archive: JobArchive;
  readonly work: JobWork;
  readonly deps: JanitorDeps;
  readonly common: RedisQueueOptions;
  withWorker(): void;
}

const forEver: Retention = { uploadMs: null, resultMs: null, failedMs: null };

/** Keeps everything for ever and takes what is older than an hour for old, unless told otherwise. */
async function openJanitorStand(redisUrl: string, openStore: OpenStore): Promise<JanitorStand> {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(await createTempFolder('janitor'));
  const tempDir = join(path, 'temp');
  for (const name of ['temp', 'store']) await mkdir(join(path, name));
  const { store } = opened.use(await openStore(join(path, 'store')));
  const common = { redisUrl, prefix: path.slice(-6), onError: () => {} };
  const queue = opened.use(createBullQueue(common));
  const archive = opened.use(createRedisArchive(common));
  const work = fakeWork(store, tempDir);
  const { ledger } = createMemoryQueue();
  const log = createLogger('worker', 'silent');
  const metrics = silentWorkerMetrics;
  const basics = { store, queue, archive, work, common };
  const resources = opened.move();
  return {
    ...basics,
    deps: { ...basics, ledger, tempDir, log, retention: forEver, safeAgeMs: 3600_000, metrics },
    withWorker() {
      const options = { concurrency: 1, maxAttempts: 1, retryDelayMs: 1 };
      const consumer = createBullConsumer({ ...common, work, options });
      resources.defer(() => consumer.close(0));
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Makes a result of everything but `bad.mp4`; the page plays the input of `plays.mp4`. */
function fakeWork(store: ObjectStore, tempDir: string): JobWork {
  const limits = defaultMediaLimits;
  return createWork({
    ...{ store, tempDir, limits, log: createLogger('worker', 'silent'), jobTimeoutMs: 60_000 },
    engine: { name: 'none', open: () => Promise.reject(new Error('no engine')) },
    engineThreads: 1,
    analyse: async ({ outDir, fileName }) => {
      if (fileName === 'bad.mp4') throw new Error('no');
      const result = await writeResult(outDir, 'a result');
      return fileName === 'plays.mp4' ? { ...result, picture: 'input' } : result;
    },
    reanalyse: () => Promise.reject(new Error('nobody asks for it')),
  });
}

/** A new installation for every test of a suite, and short words for what tests do with it. */
export function setUpJanitor(redisUrl: () => string, openStore: OpenStore) {
  let given: JanitorStand;
  beforeEach(async () => {
    given = await openJanitorStand(redisUrl(), openStore);
  });
  afterEach(async () => {
    await given[Symbol.asyncDispose]();
  });
  const put = (key: string): Promise<unknown> =>
    given.store.put(key, Buffer.from('x'), { contentType });
  const submit = async (fileName?: string, id?: JobId): Promise<JobId> => {
    const job = { ...newJob(1), source: { fileName: fileName ?? 'good.mp4', sizeBytes: 1 } };
    const named = { ...job, id: id ?? job.id };
    await put(objectKeys.input(named.id));
    await given.queue.add(named);
    return named.id;
  };
  const keys = async (prefix = ''): Promise<string[]> => {
    const found: string[] = [];
    for await (const { key } of given.store.list(prefix)) found.push(key);
    return found;
  };
  return {
    /** Of the running test. */
    get stand() {
      return given;
    },
    put,
    submit,
    keys,
    newId: (): JobId => randomBytes(16).toString('hex'),
    retaining: (change: Partial<Retention>) => ({ retention: { ...forEver, ...change } }),
    tidy: (change: Partial<JanitorDeps> = {}) =>
      tidyUp({ ...given.deps, ...change }, new AbortController().signal),
    withWorker: () => given.withWorker(),
    ended: async (fileName?: string): Promise<JobRecord> => {
      const id = await submit(fileName);
      return eventually(async () => {
        const record = await given.queue.get(id);
        return record?.finishedAt ? record : undefined;
      });
    },
    read: async (key: string) => text(await given.store.get(key)),
    listed: async (): Promise<JobId[]> =>
      (await given.queue.list({ owner: 'anonymous', limit: 100 })).jobs.map(({ id }) => id),
    gone: (id: JobId) =>
      eventually(async () => (await keys(objectKeys.jobPrefix(id))).length === 0),
  };
}
