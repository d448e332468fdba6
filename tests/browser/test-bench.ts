import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  isEnded,
  type JobDocument,
  type JobOptionsInput,
  jobDocumentSchema,
} from '@dance-pose/contracts';
import {
  freePort,
  isServing,
  type S3Gateway,
  s3ServiceEnv,
  startS3Gateway,
  startService,
  startStack,
  untilReady,
} from '@dance-pose/local-stack';
import { createApiKey, createTempFolder } from '@dance-pose/runtime';
import { createS3Store, initS3Bucket } from '@dance-pose/storage';
import { type Clips, createClips } from './clips.ts';
import { until } from './watched-page.ts';

/** The whole service with API keys, and clips for it. */
export interface TestBench extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  /** Origin to which browsers upload and from which they load files, if it is not the service. */
  readonly storeOrigin: string | undefined;
  readonly clips: Clips;
  /** Sends a request to the service without the browser. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Newest first. */
  jobs(): Promise<readonly JobDocument[]>;
  submit(path: string, options: JobOptionsInput): Promise<JobDocument>;
  /** Resolves when the job has ended, in any state. */
  ended(id: string): Promise<JobDocument>;
  /** Objects in the store that belong to no job, complete or not. */
  orphans(): Promise<string[]>;
  /** Stops the API, runs `meanwhile`, and starts a new API at the same address. */
  withoutApi(meanwhile: () => Promise<void>): Promise<void>;
}

export interface TestBenchOptions {
  /** Settings of the services. */
  readonly env?: Readonly<Record<string, string>>;
  /** Path of an S3 server's program, for a store in S3; default: the disk store. */
  readonly gatewayPath?: string;
}

export async function openTestBench({
  env: given,
  gatewayPath,
}: TestBenchOptions): Promise<TestBench> {
  await using opened = new AsyncDisposableStack();
  const gateway = gatewayPath && opened.use(await startS3Gateway(gatewayPath));
  const folder = opened.use(await createTempFolder('browser')).path;
  const { key, entry } = createApiKey('teacher');
  const [dataDir, port] = [join(folder, 'data'), await freePort()];
  const env = {
    TEMP_DIR: folder,
    API_KEYS: entry,
    ...given,
    ...(gateway && s3ServiceEnv(gateway)),
  };
  const stack = opened.use(await startStack({ dataDir, port, env }));
  const { url } = stack;
  if (gateway) await initS3Bucket(gateway, { expiry: [], origins: [url] });
  const ask: TestBench['ask'] = (path, init = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${key}` } });
  const resources = opened.move();
  const restart = async (): Promise<void> => {
    const secret = await readFile(join(dataDir, 'url-secret'), 'utf8');
    const store = { STORE: 'disk', DATA_DIR: join(dataDir, 'objects'), URL_SECRET: secret };
    const api = await startService('api', join(folder, 'second-api.log'), {
      ...{ ...store, ...env, REDIS_URL: stack.redisUrl, PORT: `${port}` },
    });
    resources.defer(() => api.stop());
    await untilReady('The API', api, () => isServing(`${url}/readyz`));
  };
  return {
    ...{ url, key, clips: createClips(folder), ask, ...askers(ask) },
    storeOrigin: gateway ? gateway.endpoint : undefined,
    orphans: async () => {
      const jobs = (await askers(ask).jobs()).map(({ id }) => `jobs/${id}/`);
      const found = await (gateway ? keysOf(gateway) : filesOf(join(dataDir, 'objects')));
      return found.filter((path) => !jobs.some((job) => path.includes(job)));
    },
    async withoutApi(meanwhile) {
      await stack.api.stop();
      await meanwhile();
      await restart();
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function askers(ask: TestBench['ask']): Pick<TestBench, 'jobs' | 'submit' | 'ended'> {
  return {
    jobs: async () => ((await (await ask('/v1/jobs')).json()) as { jobs: JobDocument[] }).jobs,
    async submit(path, options) {
      const form = new FormData();
      form.set('options', JSON.stringify(options));
      form.set('file', new Blob([await readFile(path)]), basename(path));
      const response = await ask('/v1/jobs', { method: 'POST', body: form });
      return jobDocumentSchema.parse(await response.json());
    },
    async ended(id) {
      const job = await until(
        async () => (await ask(`/v1/jobs/${id}`)).json(),
        (value) => isEnded(jobDocumentSchema.parse(value).state),
      );
      return jobDocumentSchema.parse(job);
    },
  };
}

async function keysOf(gateway: S3Gateway): Promise<string[]> {
  await using store = createS3Store(gateway);
  const found: string[] = [];
  for (const prefix of ['uploads/', 'jobs/']) {
    for await (const { key } of store.list(prefix)) found.push(key);
  }
  return found;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
