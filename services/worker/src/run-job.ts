import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type Artifact,
  type InputPassport,
  type JobResult,
  type MediaLimits,
  objectKeys,
  UserError,
} from '@dance-pose/contracts';
import type { AnalyseContext, AnalyseRequest, Analysis } from '@dance-pose/pipeline';
import type { PoseEngine } from '@dance-pose/pose';
import type { ClaimedJob, JobContext } from '@dance-pose/queue';
import { createTempFolder, type Logger } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { withDeadline } from './deadline.ts';
import { isDiskFull } from './disk-full.ts';
import { createProgressMeter, type StageShare } from './job-progress.ts';
import { workFolderLabel } from './stale-folders.ts';

export interface RunJobDeps {
  readonly store: ObjectStore;
  readonly engine: PoseEngine;
  readonly analyse: (request: AnalyseRequest, context: AnalyseContext) => Promise<Analysis>;
  readonly limits: MediaLimits;
  /** One try of a job is given up after this. */
  readonly jobTimeoutMs: number;
  /** An existing folder for one temporary folder a job. */
  readonly tempDir: string;
  readonly log: Logger;
}

/** One try of a job: fetch, analyse, store. Its temporary folder is gone afterwards, however it ends. */
export async function runJob(
  job: ClaimedJob,
  context: JobContext,
  deps: RunJobDeps,
): Promise<JobResult> {
  const log = deps.log.child({ jobId: job.id, requestId: job.requestId, attempt: job.attempt });
  const { jobTimeoutMs, tempDir } = deps;
  using deadline = withDeadline(context.signal, jobTimeoutMs, () => tookTooLong(jobTimeoutMs));
  const { signal } = deadline;
  try {
    return await tryJob(job, { ...context, signal }, { ...deps, log });
  } catch (error) {
    if (isDiskFull(error))
      log.error({ err: error, tempDir }, 'a disk is full: the job cannot go on');
    // What is thrown by something that is stopped is not the reason.
    if (!context.signal.aborted) signal.throwIfAborted();
    throw error;
  }
}

function tookTooLong(limitMs: number): UserError {
  const limit = limitMs < 60_000 ? `${limitMs / 1000} seconds` : `${limitMs / 60_000} minutes`;
  return new UserError(
    'processing-timeout',
    `The analysis took longer than the ${limit} that a job may take. Send a shorter clip, or choose the model "lite".`,
  );
}

async function tryJob(
  job: ClaimedJob,
  { signal, report }: JobContext,
  { log, ...deps }: RunJobDeps,
): Promise<JobResult> {
  const startedMs = performance.now();
  log.info({ model: job.options.model, sizeBytes: job.source.sizeBytes }, 'job started');
  await using folder = await createTempFolder(workFolderLabel(process.pid), deps.tempDir);
  const meter = createProgressMeter(job.options.model, () => performance.now());
  let input: InputPassport | null = null;
  const progress = (share: StageShare): void => report({ progress: meter(share), input });

  const inputPath = join(folder.path, 'input');
  await fetchInput(job, inputPath, { store: deps.store, signal, progress });
  const { fileName } = job.source;
  const { limits, engine } = deps;
  const request = { inputPath, fileName, outDir: folder.path, options: job.options, limits };
  const analysis = await deps.analyse(request, {
    engine,
    signal,
    onProbed: (passport) => {
      input = passport;
    },
    onProgress: ({ stage, framesDone, framesTotal }) =>
      progress({ stage, done: framesDone, total: framesTotal }),
  });
  await storeArtifacts(job, folder.path, analysis.artifacts, { ...deps, signal, progress });
  const { artifacts, summary, warnings } = analysis;
  log.info({ ms: Math.round(performance.now() - startedMs), ...summary }, 'job done');
  return { artifacts, summary, warnings };
}

interface Transfer {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  readonly progress: (share: StageShare) => void;
}

async function fetchInput(
  { id, source }: ClaimedJob,
  path: string,
  { store, signal, progress }: Transfer,
): Promise<void> {
  progress({ stage: 'fetch', done: 0, total: source.sizeBytes });
  const body = await store.get(objectKeys.input(id), signal).catch((error: unknown) => {
    throw isMissing(error) ? inputMissing() : error;
  });
  let done = 0;
  body.on('data', (chunk: Buffer) => {
    done += chunk.length;
    progress({ stage: 'fetch', done, total: source.sizeBytes });
  });
  await pipeline(body, createWriteStream(path), { signal });
}

const isMissing = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'not-found';

const inputMissing = (): UserError =>
  new UserError('input-missing', 'The uploaded file is no longer in the store. Upload it again.');

async function storeArtifacts(
  { id }: ClaimedJob,
  folder: string,
  artifacts: readonly Artifact[],
  { store, signal, progress }: Transfer,
): Promise<void> {
  const total = artifacts.length;
  progress({ stage: 'store', done: 0, total });
  for (const [at, { name, mediaType }] of artifacts.entries()) {
    const body = createReadStream(join(folder, name));
    await store.put(objectKeys.artifact(id, name), body, { contentType: mediaType, signal });
    progress({ stage: 'store', done: at + 1, total });
  }
}
