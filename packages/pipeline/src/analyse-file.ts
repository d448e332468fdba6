import { join } from 'node:path';
import type {
  ArtifactName,
  JobOptions,
  JobResult,
  JobStage,
  LandmarksFile,
  MediaInfo,
  MediaLimits,
  StageProgress,
  TrackedClip,
  TrackSource,
  Warning,
} from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';
import type { PoseEngine } from '@dance-pose/pose';
import { BackgroundTask } from '@dance-pose/runtime';
import { type ProbedFile, probeFile } from '@dance-pose/video';
import { clipWarnings } from './clip-warnings.ts';
import { describeArtifacts } from './describe-artifacts.ts';
import { type AudioAnalysis, analyseAudio } from './measure/analyse-audio.ts';
import { measureClip } from './measure/measure-clip.ts';
import { musicWarnings, requireOneInside } from './music-options.ts';
import { type Rendered, renderResult } from './render/render-result.ts';
import { requireSameClip } from './same-clip.ts';
import { writeLandmarks } from './track/landmarks-writer.ts';
import { lightWarnings, PictureLight } from './track/picture-light.ts';
import { summariseTrack } from './track/summarise-track.ts';
import { trackClip } from './track/track-clip.ts';
import type { Track } from './track/track-run.ts';
import { trackWarnings } from './track/track-warnings.ts';

export interface AnalyseRequest {
  readonly inputPath: string;
  /** The user's name of the file; for display only, never a path. */
  readonly fileName: string;
  /** An existing folder for the artifacts. */
  readonly outDir: string;
  readonly options: JobOptions;
  readonly limits: MediaLimits;
  /** Stored landmarks of this clip with the same trim. With them the track stage is skipped: the clip is rerendered. */
  readonly landmarks?: LandmarksFile;
  /** True if the clip has a `preview.mp4` already, which a rerender does not change. */
  readonly hasPreview?: boolean;
}

/** Stages of a job that the pipeline runs; a worker does the others. */
export type PipelineStage = Exclude<JobStage, 'fetch' | 'store'>;

export interface AnalyseContext {
  readonly engine: PoseEngine;
  /** Maximum number of engine threads per clip; each holds a model in memory. Default 1. */
  readonly engineThreads?: number;
  readonly signal: AbortSignal;
  onProgress(progress: StageProgress<PipelineStage>): void;
  /** Called once, after the probe. */
  onProbed(input: MediaInfo): void;
}

export interface Analysis extends JobResult {
  readonly input: MediaInfo;
}

/**
 * Analyses one local file into one folder, in the stages probe, track, analyse and render; the audio is analysed while
 * the dancer is tracked.
 * @returns media info, summary, warnings and the list of `artifacts`.
 * @throws UserError if the file is refused; the signal's reason when aborted. The folder may then contain artifacts of
 *   completed stages; the caller owns and removes it.
 */
export async function analyseFile(
  request: AnalyseRequest,
  context: AnalyseContext,
): Promise<Analysis> {
  const { signal } = context;
  const { outDir, options } = request;
  const { music } = options;
  const file = await probe(request, context);
  await using audio = new BackgroundTask(signal, (stop) => analyseAudio(file, music, stop));
  const light = new PictureLight();
  const clip = await tracked(file, request, { ...context, light });
  await writeLandmarks(join(outDir, 'landmarks.json'), clip, signal);
  const measured = await measure(clip, audio.result, request, context);
  const rendered = await render(file, clip, measured.movement, request, context);
  const names: ArtifactName[] = ['landmarks.json', ...rendered.names, ...measured.names];
  const { thumbnails, picture } = rendered;
  const { heard } = measured.movement.report.music;
  const warnings = [
    ...[...file.warnings, ...clipWarnings(file, heard), ...lightWarnings(light)],
    ...musicWarnings(music, heard),
    ...[...measured.warnings, ...rendered.warnings, ...trackWarnings(clip.frames, file.plan)],
  ];
  return {
    input: file.mediaInfo,
    artifacts: await describeArtifacts(outDir, names, signal),
    summary: summariseTrack(clip.frames, clip),
    warnings: uniqueByCode(warnings),
    ...(thumbnails && { thumbnails }),
    ...(picture && { picture }),
  };
}

/** Keeps the first warning of each code: the audio analysis and the rendering may both find damaged sound. */
const uniqueByCode = (warnings: readonly Warning[]): Warning[] =>
  warnings.filter(({ code }, at) => warnings.findIndex((other) => other.code === code) === at);

async function probe(request: AnalyseRequest, context: AnalyseContext): Promise<ProbedFile> {
  const { inputPath, fileName, limits, options } = request;
  context.onProgress({ stage: 'probe', done: 0, total: 0 });
  const trim = options.trim === undefined ? {} : { trim: options.trim };
  const file = await probeFile(inputPath, { fileName, limits, signal: context.signal, ...trim });
  context.onProbed(file.mediaInfo);
  const isImage = file.mediaInfo.kind === 'image';
  requireOneInside(options.music, isImage ? 0 : file.plan.durationMs);
  return file;
}

type TrackingContext = AnalyseContext & { readonly light: PictureLight };

async function tracked(
  file: ProbedFile,
  { options, landmarks }: AnalyseRequest,
  context: TrackingContext,
): Promise<TrackedClip> {
  if (landmarks !== undefined) {
    requireSameClip(file.plan, landmarks);
    return landmarks;
  }
  const { frames, segments } = await track(file, options, context);
  const source = describeSource(file, frames.length);
  return { source, engine: context.engine.name, model: options.model, segments, frames };
}

function track(
  file: ProbedFile,
  options: JobOptions,
  { engine, engineThreads: threads = 1, signal, onProgress, light }: TrackingContext,
): Promise<Track> {
  const report = (done: number): void =>
    onProgress({ stage: 'track', done, total: Math.max(file.plan.frameCount, done) });
  report(0);
  return trackClip(file, options, { engine, threads, signal, light, onFrame: report });
}

interface Measured {
  readonly movement: MovementReport;
  readonly names: readonly ArtifactName[];
  readonly warnings: readonly Warning[];
}

async function measure(
  clip: TrackedClip,
  audio: Promise<AudioAnalysis>,
  { fileName, outDir, options }: AnalyseRequest,
  { signal, onProgress }: AnalyseContext,
): Promise<Measured> {
  const total = clip.frames.length;
  const report = (done: number): void => onProgress({ stage: 'analyse', done, total });
  report(0);
  const { warnings, ...heard } = await audio;
  const dance = { fileName, clip, audio: heard, options: options.analysis, outDir };
  const measured = await measureClip(dance, signal);
  report(total);
  return { ...measured, warnings };
}

function render(
  file: ProbedFile,
  { frames }: TrackedClip,
  movement: MovementReport,
  { options, outDir, hasPreview = false }: AnalyseRequest,
  { signal, onProgress }: AnalyseContext,
): Promise<Rendered> {
  const total = frames.length;
  const report = (done: number): void =>
    onProgress({ stage: 'render', done: Math.min(done, total), total });
  report(0);
  return renderResult({
    ...{ file, frames, movement, options, outDir, hasPreview, signal },
    onFrame: report,
  });
}

function describeSource({ plan, mediaInfo }: ProbedFile, frameCount: number): TrackSource {
  const { width, height, rate } = plan;
  const durationMs = mediaInfo.kind === 'image' ? 0 : (frameCount * 1000 * rate.den) / rate.num;
  return { width, height, fps: rate.num / rate.den, frameCount, durationMs };
}
