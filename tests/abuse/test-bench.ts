import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactName,
  artifactMediaTypes,
  type JobRecord,
  jobOptionsSchema,
  objectKeys,
} from '@dance-pose/contracts';
import {
  freePort,
  isServing,
  requireS3Gateway,
  s3ServiceEnv,
  startRedis,
  startS3Gateway,
  startService,
  untilReady,
} from '@dance-pose/local-stack';
import { createApiKey, createTempFolder } from '@dance-pose/runtime';
import {
  createDiskStore,
  createS3Store,
  type ObjectStore,
  type SignGetOptions,
} from '@dance-pose/storage';
import { Redis } from 'ioredis';
import { type Answer, createSender, type Sending } from './sender.ts';

export type StoreKind = 'disk' | 's3';

export const maxUploadBytes = 1_000_000;
const keptName = 'annotated.mp4';

/** The real API with two owners, a real Redis and a real store; no worker, so that jobs stay as they are. */
export interface TestBench extends AsyncDisposable {
  readonly url: string;
  readonly store: ObjectStore;
  /** Signs with another secret than the service's. */
  readonly forger: Pick<ObjectStore, 'signGet' | 'signUpload'>;
  /** Keys of two owners. */
  readonly teacher: string;
  readonly studio: string;
  /** A text in a file outside the store and in every result; nobody without access to them may ever receive it. */
  readonly canary: string;
  send(target: string, sending?: Sending): Promise<Answer>;
  /** A finished job of the teacher's, known only to the store. */
  finishedJob(fileName?: string): Promise<string>;
  /** Objects and Redis keys that belong to no job of the queue. */
  leftovers(): Promise<string[]>;
  /** Lines of the API's log about internal errors. */
  faults(): Promise<string[]>;
}

export async function openTestBench(kind: StoreKind): Promise<TestBench> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await createTempFolder('abuse')).path;
  const canary = `canary-${randomBytes(8).toString('hex')}`;
  await writeFile(join(folder, 'canary.txt'), canary);
  const place = opened.use(await (kind === 's3' ? openS3() : openDisk(join(folder, 'store'))));
  const redis = opened.use(await startRedis());
  const client = new Redis(redis.url);
  opened.defer(() => client.disconnect());
  const [teacher, studio] = [createApiKey('teacher'), createApiKey('studio')];
  const port = await freePort();
  const log = join(folder, 'api.log');
  const env = { ...place.env, REDIS_URL: redis.url, ...generous, PORT: `${port}` };
  const api = await startService('api', log, {
    ...env,
    API_KEYS: `${teacher.entry},${studio.entry}`,
  });
  opened.defer(() => api.stop('SIGTERM', 5000));
  const url = `http://127.0.0.1:${port}`;
  await untilReady('The API', api, () => isServing(`${url}/readyz`));
  const sender = opened.use(createSender(url));
  const resources = opened.move();
  return {
    ...{ url, canary, teacher: teacher.key, studio: studio.key },
    ...{ store: place.store, forger: place.forger, send: sender.send },
    finishedJob: (fileName) => keepFinishedJob(place.store, canary, fileName),
    leftovers: async () => [
      ...(await objectsWithoutJob(place.store, client)),
      ...(await takenPlaces(client)),
      ...((await place.store.removeAbandoned('', new Date(Date.now() + 60_000))) > 0
        ? ['something unfinished in the store']
        : []),
    ],
    faults: async () =>
      (await readFile(log, 'utf8')).split('\n').filter((line) => /"level":[56]0/.test(line)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Limits so high that no request is refused; other tests cover the limits. */
const generous = {
  MAX_UPLOAD_BYTES: `${maxUploadBytes}`,
  MAX_REQUESTS_PER_MINUTE: '10000000',
  MAX_UPLOADS_PER_CALLER: '1000',
  MAX_OPEN_JOBS_PER_CALLER: '100000',
  MAX_CONCURRENT_UPLOADS: '1000',
};

interface Place extends AsyncDisposable, Pick<TestBench, 'store' | 'forger'> {
  readonly env: Readonly<Record<string, string>>;
}

async function openDisk(root: string): Promise<Place> {
  await mkdir(root);
  const secret = 'the secret of these tests';
  const store = createDiskStore({ root, secret });
  return {
    env: { STORE: 'disk', DATA_DIR: root, URL_SECRET: secret },
    store,
    forger: createDiskStore({ root, secret: 'the secret of somebody else' }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

async function openS3(): Promise<Place> {
  await using opened = new AsyncDisposableStack();
  const gateway = opened.use(await startS3Gateway(await requireS3Gateway()));
  const store = opened.use(createS3Store(gateway));
  const forged = { ...gateway.credentials, secretAccessKey: 'the secret of somebody else' };
  const forger = opened.use(createS3Store({ ...gateway, credentials: forged }));
  const resources = opened.move();
  return {
    ...{ env: s3ServiceEnv(gateway), store, forger },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function keepFinishedJob(
  store: ObjectStore,
  canary: string,
  fileName = 'dance.mp4',
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const names: readonly ArtifactName[] = [keptName, 'landmarks.json'];
  const artifacts = names.map((name) => {
    const mediaType = artifactMediaTypes[name];
    return { name, mediaType, sizeBytes: canary.length, sha256: '0'.repeat(64) };
  });
  const at = new Date().toISOString();
  const record: JobRecord = {
    ...{ id, owner: 'teacher', state: 'completed', attempts: 1, error: null },
    ...{ createdAt: at, startedAt: at, finishedAt: at, input: null, progress: null },
    options: jobOptionsSchema.parse({}),
    source: { fileName, sizeBytes: 5 },
    result: {
      artifacts,
      summary: {
        ...{ engine: 'none', model: 'lite', framesAnalysed: 1 },
        ...{ framesWithPerson: 1, meanVisibility: null },
      },
      warnings: [],
    },
  };
  const put = (key: string, body: string, contentType: string) =>
    store.put(key, Buffer.from(body), { contentType });
  for (const { name, mediaType } of artifacts) {
    await put(objectKeys.artifact(id, name), canary, mediaType);
  }
  await put(objectKeys.record(id), JSON.stringify(record), 'application/json');
  return id;
}

/** Options with which the API presigns the URLs of a finished job. */
export const linkOptions: SignGetOptions = {
  ...{ expiresInS: 60, contentType: 'video/mp4', disposition: 'inline', fileName: 'a.mp4' },
};

export const artifactKey = (id: string): string => objectKeys.artifact(id, keptName);

async function objectsWithoutJob(store: ObjectStore, client: Redis): Promise<string[]> {
  const left: string[] = [];
  for await (const { key } of store.list('')) {
    const id = key.split('/')[1] ?? '';
    const known = (await client.exists(`dance-pose:jobs:${id}`)) === 1;
    // Only the store knows the jobs of `finishedJob`.
    const finished = (await store.head(objectKeys.record(id))) !== undefined;
    if (!known && !finished) left.push(`object ${key}`);
  }
  return left;
}

async function takenPlaces(client: Redis): Promise<string[]> {
  const keys = await client.keys('dance-pose:limiter:*');
  const held = await Promise.all(
    keys
      .filter((key) => /:(uploads|waits):/.test(key))
      .map(async (key) => ({ key, count: Number(await client.zcard(key)) })),
  );
  const jobs = (await client.keys('dance-pose:jobs:*')).filter((key) => /:[0-9a-f]{32}$/.test(key));
  const places = await client.zrange('dance-pose:limiter:jobs:key:teacher', '0', '-1');
  const ownerless = places.filter((id) => !jobs.includes(`dance-pose:jobs:${id}`));
  return [
    ...held.filter(({ count }) => count > 0).map(({ key, count }) => `${count} places of ${key}`),
    ...ownerless.map((id) => `the place of job ${id}`),
  ];
}
