import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ArtifactName,
  artifactMediaTypes,
  type JobResult,
  jobOptionsSchema,
} from '@dance-pose/contracts';
import {
  findS3Gateway,
  freePort,
  isServing,
  s3ServiceEnv,
  startRedis,
  startS3Gateway,
  startService,
  untilReady,
} from '@dance-pose/local-stack';
import {
  createBullConsumer,
  createBullQueue,
  type JobQueue,
  type JobWork,
} from '@dance-pose/queue';
import { createTempFolder } from '@dance-pose/runtime';

/** The real API on a real Redis and a real store, with a simulated worker. */
export interface TestBench extends AsyncDisposable {
  readonly apiPid: number;
  readonly port: number;
  readonly redisUrl: string;
  /** Paths of jobs in every state, for pollers. */
  readonly paths: readonly string[];
}

/** A busy day: most jobs wait, some run, some have ended and are polled. */
const jobCounts = { completed: 100, active: 20, queued: 80 };

export async function openTestBench(kind: 'disk' | 's3'): Promise<TestBench> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await createTempFolder('load')).path;
  const redisFolder = join(folder, 'redis');
  await mkdir(redisFolder);
  const redis = opened.use(await startRedis({ dataDir: redisFolder, appendOnly: true }));
  const env = kind === 's3' ? await s3Env(opened) : await diskEnv(folder);
  const port = await freePort();
  const api = await startService('api', join(folder, 'api.log'), {
    ...{ ...env, ...limits, REDIS_URL: redis.url, PORT: `${port}` },
  });
  opened.defer(() => api.stop('SIGTERM', 60_000));
  await untilReady('The API', api, () => isServing(`http://127.0.0.1:${port}/readyz`));
  const common = { redisUrl: redis.url, onError: report };
  const queue = opened.use(createBullQueue(common));
  const ids = await addJobs(queue, jobCounts.completed + jobCounts.active + jobCounts.queued);
  const options = { concurrency: jobCounts.active, maxAttempts: 1 };
  const consumer = createBullConsumer({ ...common, work: busyWork(jobCounts.completed), options });
  opened.defer(() => consumer.close(0));
  await untilCompleted(queue, ids[jobCounts.completed - 1] ?? '');
  const resources = opened.move();
  return {
    ...{ apiPid: api.pid, port, redisUrl: redis.url },
    paths: ids.map((id) => `/v1/jobs/${id}`),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const report = (error: unknown): void => {
  process.stderr.write(`Queue error: ${error}\n`);
};

/** All requests come from one address here, and none may be rejected. */
const limits = {
  MAX_REQUESTS_PER_MINUTE: '100000000',
  MAX_UPLOADS_PER_CALLER: '1000',
  MAX_CONCURRENT_UPLOADS: '1000',
  MAX_OPEN_JOBS_PER_CALLER: '1000000',
};

async function diskEnv(folder: string): Promise<Record<string, string>> {
  const root = join(folder, 'store');
  await mkdir(root);
  return { STORE: 'disk', DATA_DIR: root, URL_SECRET: 'only for this load run' };
}

async function s3Env(opened: AsyncDisposableStack): Promise<Record<string, string>> {
  const program = await findS3Gateway();
  if (program === undefined) throw new Error('Neither versitygw nor Go is installed.');
  return s3ServiceEnv(opened.use(await startS3Gateway(program)));
}

/** Adds jobs in the order in which they are processed. */
async function addJobs(queue: JobQueue, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const id = randomBytes(16).toString('hex');
    await queue.add({
      ...{ id, owner: 'anonymous', createdAt: new Date().toISOString(), requestId: 'load' },
      options: jobOptionsSchema.parse({}),
      source: { fileName: 'load.mp4', sizeBytes: 20_000_000 },
    });
    ids.push(id);
  }
  return ids;
}

/** Completes the first jobs at once; all later ones keep running and report progress four times a second. */
function busyWork(completions: number): JobWork {
  let taken = 0;
  return {
    async run(_job, { signal, report: tell }) {
      taken += 1;
      if (taken <= completions) return result;
      for (let done = 0; ; done += 1) {
        const percent = Math.min(99, done / 10);
        const frames = { framesDone: done, framesTotal: 1000, framesPerSecond: 4, etaSeconds: 250 };
        tell({ progress: { stage: 'track', percent, ...frames }, input: null });
        await sleep(250, undefined, { signal });
      }
    },
    recordOutcome: async () => {},
    recordedOutcome: async () => undefined,
    discard: async () => {},
  };
}

const names: readonly ArtifactName[] = [
  'annotated.mp4',
  'poster.jpg',
  'landmarks.json',
  'report.json',
  'report.html',
  'timeseries.csv',
  'onsets.json',
];
const result: JobResult = {
  artifacts: names.map((name) => ({
    ...{ name, mediaType: artifactMediaTypes[name], sizeBytes: 1, sha256: '0'.repeat(64) },
  })),
  summary: {
    ...{ engine: 'none', model: 'full', framesAnalysed: 1000 },
    ...{ framesWithPerson: 990, meanVisibility: 0.9 },
  },
  warnings: [],
};

async function untilCompleted(queue: JobQueue, id: string): Promise<void> {
  while ((await queue.get(id))?.state !== 'completed') await sleep(100);
}
