import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ArtifactName,
  artifactMediaTypes,
  defaultMediaLimits,
  type JobId,
  type JobOptionsInput,
  type JobRecord,
  jobOptionsSchema,
  type MediaInfo,
  objectKeys,
} from '@dance-pose/contracts';
import type { RedisServer } from '@dance-pose/local-stack';
import { type Analysis, reanalyse } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createBullConsumer, createBullQueue, type JobQueue, type NewJob } from '@dance-pose/queue';
import { createLogger, createTempFolder } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { createWork } from '../app.ts';
import type { RunJobDeps } from '../run-job.ts';
import { type OpenStore, openDisk } from './stores.ts';

/** A worker on a real Redis and a disk store, or another one, and what a test needs to watch it. */
export interface Stand extends AsyncDisposable {
  readonly queue: JobQueue;
  readonly store: ObjectStore;
  /** Puts a file, if there is one, into the store and a job for it into the queue. */
  submit(input: Uint8Array | null, options?: JobOptionsInput): Promise<JobId>;
  inState(id: JobId, state: JobRecord['state']): Promise<JobRecord>;
  tempFolders(): Promise<string[]>;
  objects(): Promise<string[]>;
  read(key: string): Promise<string>;
}

export interface StandOptions
  extends Partial<
    Pick<RunJobDeps, 'analyse' | 'reanalyse' | 'engine' | 'jobTimeoutMs' | 'tempDir' | 'log'>
  > {
  readonly concurrency?: number;
  readonly openStore?: OpenStore;
  readonly wrapStore?: (store: ObjectStore) => ObjectStore;
}

export async function openStand(redis: RedisServer, options: StandOptions): Promise<Stand> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await createTempFolder('worker-test'));
  const root = join(folder.path, 'store');
  const tempDir = options.tempDir ?? join(folder.path, 'temp');
  await mkdir(root);
  await mkdir(tempDir, { recursive: true });
  const { store } = opened.use(await (options.openStore ?? openDisk)(root));
  const common = { redisUrl: redis.url, prefix: folder.path.slice(-6), onError: () => {} };
  const queue = opened.use(createBullQueue(common));
  const consumer = createBullConsumer({
    ...common,
    options: { concurrency: options.concurrency ?? 1, maxAttempts: 2, retryDelayMs: 20 },
    work: createWork({
      store: options.wrapStore?.(store) ?? store,
      engine: options.engine ?? createScriptedEngine(() => []),
      engineThreads: 1,
      analyse: options.analyse ?? (async (request) => writeResult(request.outDir, 'a result')),
      reanalyse: options.reanalyse ?? reanalyse,
      limits: defaultMediaLimits,
      jobTimeoutMs: options.jobTimeoutMs ?? 60_000,
      tempDir,
      log: options.log ?? createLogger('worker', 'silent'),
    }),
  });
  opened.defer(() => consumer.close(0));
  const resources = opened.move();
  return {
    queue,
    store,
    submit: (input, wanted) => submit(input, wanted, { store, queue }),
    inState: (id, state) =>
      eventually(async () => {
        const record = await queue.get(id);
        return record?.state === state ? record : undefined;
      }),
    tempFolders: () => readdir(tempDir),
    objects: () => keysOf(store),
    read: async (key) => text(await store.get(key)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function submit(
  input: Uint8Array | null,
  options: JobOptionsInput = {},
  { store, queue }: Pick<Stand, 'store' | 'queue'>,
): Promise<JobId> {
  const job = newJob(input?.byteLength ?? 5, options);
  const contentType = 'application/octet-stream';
  if (input !== null) await store.put(objectKeys.input(job.id), input, { contentType });
  await queue.add(job);
  return job.id;
}

export function newJob(sizeBytes: number, options: JobOptionsInput = {}): NewJob {
  return {
    id: randomBytes(16).toString('hex'),
    owner: 'anonymous',
    createdAt: new Date().toISOString(),
    options: jobOptionsSchema.parse(options),
    source: { fileName: 'tango.mp4', sizeBytes },
    requestId: 'request-1',
  };
}

async function keysOf(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('jobs/')) keys.push(key);
  return keys;
}

/** What a pipeline leaves in its folder, without one. */
export async function writeResult(outDir: string, content: string): Promise<Analysis> {
  const names: ArtifactName[] = ['annotated.mp4', 'landmarks.json'];
  for (const name of names) await writeFile(join(outDir, name), `${content}: ${name}`);
  return {
    input: someMediaInfo,
    artifacts: names.map((name) => ({
      name,
      mediaType: artifactMediaTypes[name],
      sizeBytes: content.length + 2 + name.length,
      sha256: '0'.repeat(64),
    })),
    summary: {
      engine: 'none',
      model: 'full',
      framesAnalysed: 2,
      framesWithPerson: 0,
      meanVisibility: null,
    },
    warnings: [],
  };
}

export const someMediaInfo: MediaInfo = {
  fileName: 'tango.mp4',
  kind: 'video',
  sizeBytes: 5,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  videoCodec: 'h264',
  pixelFormat: 'yuv420p',
  width: 160,
  height: 120,
  rotation: 0,
  sampleAspectRatio: 1,
  fps: 10,
  frameCount: 2,
  durationMs: 200,
  variableFrameRate: false,
  hdr: false,
  audio: null,
};

export async function eventually<T>(look: () => T | Promise<T>, limitMs = 20_000): Promise<T & {}> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`not seen within ${limitMs} ms: ${look}`);
    await sleep(10);
  }
}
