import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactName,
  type JobResult,
  type MediaLimits,
  musicFeaturesSchema,
  objectKeys,
  readReport,
  UserError,
} from '@dance-pose/contracts';
import {
  type AnalyseContext,
  type AnalyseRequest,
  type Analysis,
  type ReanalyseRequest,
  readLandmarks,
} from '@dance-pose/pipeline';
import type { PoseEngine } from '@dance-pose/pose';
import type { ClaimedJob } from '@dance-pose/queue';
import { fetchFiles, type Transfer, type WantedFile } from './transfer.ts';

export interface PipelineDeps {
  readonly engine: PoseEngine;
  readonly engineThreads: number;
  readonly analyse: (request: AnalyseRequest, context: AnalyseContext) => Promise<Analysis>;
  readonly reanalyse: (request: ReanalyseRequest, context: ProgressContext) => Promise<JobResult>;
  readonly limits: MediaLimits;
}

type ProgressContext = Pick<AnalyseContext, 'signal' | 'onProgress'>;

type Context = PipelineDeps & Transfer & Pick<AnalyseContext, 'onProbed'>;

/** Fetches what the job begins with, and has the pipeline leave the artifacts of the result in the folder. */
export function makeResult(job: ClaimedJob, folder: string, context: Context): Promise<JobResult> {
  const how = job.source.basedOn?.how;
  const make = how === undefined ? analyse : again[how];
  return make(job, folder, context);
}

async function analyse(job: ClaimedJob, outDir: string, context: Context): Promise<JobResult> {
  const input = inputOf(job, outDir);
  await fetchFiles([input], context);
  return context.analyse(
    { ...request(job, outDir, context), inputPath: input.path },
    hooks(context),
  );
}

async function renderAgain(job: ClaimedJob, outDir: string, context: Context): Promise<JobResult> {
  const input = inputOf(job, outDir);
  const earlier = earlierArtifact(job, outDir, 'landmarks.json');
  await fetchFiles([earlier, input], context);
  const landmarks = await readLandmarks(earlier.path, context.signal);
  const hasPreview = inherits(job, 'preview.mp4');
  const clip = { inputPath: input.path, landmarks, hasPreview };
  return context.analyse({ ...request(job, outDir, context), ...clip }, hooks(context));
}

async function measureAgain(job: ClaimedJob, outDir: string, context: Context): Promise<JobResult> {
  const track = earlierArtifact(job, outDir, 'landmarks.json');
  const hearing = inherits(job, 'onsets.json')
    ? earlierArtifact(job, outDir, 'onsets.json')
    : earlierArtifact(job, outDir, 'report.json');
  await fetchFiles([track, hearing], context);
  const landmarks = await readLandmarks(track.path, context.signal);
  const music = await musicFrom(hearing, job, outDir, context);
  return context.reanalyse({ ...request(job, outDir, context), landmarks, music }, hooks(context));
}

/**
 * The stored properties of the sound. An older job has none: its report has the music, unless music options change
 * it; then the sound of the input is analysed again.
 */
async function musicFrom(
  { path }: WantedFile,
  job: ClaimedJob,
  outDir: string,
  context: Context,
): Promise<ReanalyseRequest['music']> {
  if (inherits(job, 'onsets.json')) return readJson(path, 'onsets.json', musicFeaturesSchema.parse);
  const { music } = await readJson(path, 'report.json', readReport);
  const hasMusic = music.heard === 'beat' || music.heard === 'no-beat';
  if (!hasMusic || Object.keys(job.options.music).length === 0) return music;
  const input = inputOf(job, outDir);
  await fetchFiles([input], context);
  return { path: input.path };
}

const again = { rendering: renderAgain, reanalysis: measureAgain };

const request = ({ source, options }: ClaimedJob, outDir: string, { limits }: Context) => ({
  ...{ fileName: source.fileName, options, outDir, limits },
});

const hooks = ({ engine, engineThreads, signal, progress, onProbed }: Context): AnalyseContext => ({
  ...{ engine, engineThreads, signal, onProbed, onProgress: progress },
});

const inputOf = ({ id, source }: ClaimedJob, folder: string): WantedFile => ({
  key: objectKeys.input(id),
  path: join(folder, 'input'),
  sizeBytes: source.sizeBytes,
  missing: () =>
    new UserError('input-missing', 'The uploaded file is no longer in the store. Upload it again.'),
});

/** What the API has copied from the job that this one goes on from; our own will have the same name. */
function earlierArtifact(
  { id, inherited }: ClaimedJob,
  folder: string,
  name: ArtifactName,
): WantedFile {
  const sizeBytes = inherited?.artifacts.find((artifact) => artifact.name === name)?.sizeBytes;
  return {
    key: objectKeys.artifact(id, name),
    path: join(folder, `earlier-${name}`),
    sizeBytes: sizeBytes ?? 0,
    missing: () => unreadable(`${name} is no longer in the store`),
  };
}

const inherits = ({ inherited }: ClaimedJob, name: ArtifactName): boolean =>
  inherited?.artifacts.some((artifact) => artifact.name === name) ?? false;

/** @param parse throws if the content is not valid. */
async function readJson<Content>(
  path: string,
  name: ArtifactName,
  parse: (content: unknown) => Content,
): Promise<Content> {
  try {
    return parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw unreadable(`${name} is damaged`, cause);
  }
}

const unreadable = (why: string, cause?: unknown): UserError =>
  new UserError(
    'analysis-unreadable',
    `The stored analysis cannot be used: ${why}. Upload the clip again.`,
    { cause },
  );
