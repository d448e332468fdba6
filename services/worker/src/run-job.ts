import {
  type Artifact,
  type JobResult,
  type MediaInfo,
  type StageProgress,
  UserError,
} from '@dance-pose/contracts';
import type { ClaimedJob, Inheritance, JobContext } from '@dance-pose/queue';
import { createTempFolder, type Logger } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { withDeadline } from './deadline.ts';
import { isDiskFull } from './disk-full.ts';
import { createProgressMeter, stageShares } from './job-progress.ts';
import { makeResult, type PipelineDeps } from './make-result.ts';
import { workFolderLabel } from './stale-folders.ts';
import { storeArtifacts } from './transfer.ts';

export interface RunJobDeps extends PipelineDeps {
  readonly store: ObjectStore;
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
      log.error({ err: error, tempDir }, 'a disk is full: the job cannot continue');
    // What is thrown by something that is stopped is not the reason.
    if (!context.signal.aborted) signal.throwIfAborted();
    throw error;
  }
}

function tookTooLong(limitMs: number): UserError {
  const limit = limitMs < 60_000 ? `${limitMs / 1000} seconds` : `${limitMs / 60_000} minutes`;
  return new UserError(
    'processing-timeout',
    `The analysis exceeded the time limit of ${limit}. Submit a shorter clip, or choose the model "lite".`,
  );
}

async function tryJob(
  job: ClaimedJob,
  { signal, report }: JobContext,
  { log, ...deps }: RunJobDeps,
): Promise<JobResult> {
  const startedMs = performance.now();
  const { options, source, inherited } = job;
  log.info({ model: options.model, sizeBytes: source.sizeBytes, ...source.basedOn }, 'job started');
  await using folder = await createTempFolder(workFolderLabel(process.pid), deps.tempDir);
  const shares = stageShares(options.model, source.basedOn?.how);
  const meter = createProgressMeter(shares, () => performance.now());
  let input: MediaInfo | null = null;
  const progress = (share: StageProgress): void => report({ progress: meter(share), input });
  const onProbed = (mediaInfo: MediaInfo): void => {
    input = mediaInfo;
  };
  const transfer = { store: deps.store, signal, progress };
  const made = await makeResult(job, folder.path, { ...deps, ...transfer, onProbed });
  const own = made.artifacts.filter((artifact) => !hasNamesake(inherited?.artifacts, artifact));
  await storeArtifacts(job, folder.path, own, transfer);
  log.info({ ms: Math.round(performance.now() - startedMs), ...made.summary }, 'job done');
  return withInherited({ ...made, artifacts: own }, inherited);
}

const hasNamesake = (inherited: readonly Artifact[] = [], { name }: Artifact): boolean =>
  inherited.some((other) => other.name === name);

const nothing: Inheritance = { artifacts: [], input: null, warnings: [] };

/** Warnings that only tracking gives are as true as they were. */
function withInherited(made: JobResult, inherited: Inheritance = nothing): JobResult {
  const known = new Set(inherited.warnings.map(({ code }) => code));
  const thumbnails = made.thumbnails ?? inherited.thumbnails;
  const picture = made.picture ?? inherited.picture;
  return {
    artifacts: [...inherited.artifacts, ...made.artifacts],
    summary: made.summary,
    warnings: [...inherited.warnings, ...made.warnings.filter(({ code }) => !known.has(code))],
    ...(thumbnails && { thumbnails }),
    ...(picture && { picture }),
  };
}
