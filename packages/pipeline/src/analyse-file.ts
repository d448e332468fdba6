import { join } from 'node:path';
import type {
  ArtifactName,
  InputPassport,
  JobOptions,
  JobResult,
  JobStage,
  MediaLimits,
  PoseFrame,
} from '@dance-pose/contracts';
import type { PoseEngine } from '@dance-pose/pose';
import { type ProbedFile, probeFile } from '@dance-pose/video';
import { clipWarnings } from './clip-warnings.ts';
import { describeArtifacts } from './describe-artifacts.ts';
import { writeLandmarks } from './landmarks-writer.ts';
import { lightWarnings, PictureLight } from './picture-light.ts';
import { renderResult } from './render-result.ts';
import { posterTimeMs, summariseTrack } from './summarise-track.ts';
import { trackClip } from './track-clip.ts';
import { trackWarnings } from './track-warnings.ts';

export interface AnalyseRequest {
  readonly inputPath: string;
  /** As the user named it; shown, never used as a path. */
  readonly fileName: string;
  /** An existing folder; the artifacts are written into it under their names. */
  readonly outDir: string;
  readonly options: JobOptions;
  readonly limits: MediaLimits;
}

/** How far the pipeline is: `framesDone` of `framesTotal` within `stage`. */
export interface StageProgress {
  readonly stage: Extract<JobStage, 'probe' | 'track' | 'render'>;
  readonly framesDone: number;
  readonly framesTotal: number;
}

export interface AnalyseContext {
  readonly engine: PoseEngine;
  readonly signal: AbortSignal;
  onProgress(progress: StageProgress): void;
  /** Called once, as soon as the file is known. */
  onProbed(input: InputPassport): void;
}

export interface Analysis extends JobResult {
  readonly input: InputPassport;
}

/**
 * Analyses one local file into one folder: probe, track, render. What it writes is listed in `artifacts`.
 * @throws UserError when the file is refused; the signal's reason when aborted. The folder may then hold
 *   artifacts of the stages that were done; it belongs to the caller, who removes it.
 */
export async function analyseFile(
  request: AnalyseRequest,
  context: AnalyseContext,
): Promise<Analysis> {
  const { options, outDir } = request;
  const { signal } = context;
  const file = await probe(request, context);
  const light = new PictureLight();
  const frames = await track(file, options, { ...context, light });
  const made = { engine: context.engine.name, model: options.model };
  const source = describeSource(file, frames.length);
  await writeLandmarks(join(outDir, 'landmarks.json'), { source, ...made, frames }, signal);
  const rendered = await render(file, frames, request, context);
  const names: ArtifactName[] = [rendered, 'poster.jpg', 'landmarks.json'];
  return {
    input: file.passport,
    artifacts: await describeArtifacts(outDir, names, signal),
    summary: summariseTrack(frames, made),
    warnings: [
      ...[...file.warnings, ...(await clipWarnings(file, signal)), ...lightWarnings(light)],
      ...trackWarnings(frames, file.plan),
    ],
  };
}

async function probe(request: AnalyseRequest, context: AnalyseContext): Promise<ProbedFile> {
  const { inputPath, fileName, limits, options } = request;
  context.onProgress({ stage: 'probe', framesDone: 0, framesTotal: 0 });
  const trim = options.trim === undefined ? {} : { trim: options.trim };
  const file = await probeFile(inputPath, { fileName, limits, signal: context.signal, ...trim });
  context.onProbed(file.passport);
  return file;
}

function track(
  file: ProbedFile,
  options: JobOptions,
  { engine, signal, onProgress, light }: AnalyseContext & { readonly light: PictureLight },
): Promise<PoseFrame[]> {
  const report = (framesDone: number): void => {
    const framesTotal = Math.max(file.plan.frameCount, framesDone);
    onProgress({ stage: 'track', framesDone, framesTotal });
  };
  report(0);
  return trackClip(file, options, { engine, signal, light, onFrame: report });
}

function render(
  file: ProbedFile,
  frames: readonly PoseFrame[],
  { options, outDir }: AnalyseRequest,
  { signal, onProgress }: AnalyseContext,
): Promise<ArtifactName> {
  const framesTotal = frames.length;
  const report = (framesDone: number): void =>
    onProgress({ stage: 'render', framesDone: Math.min(framesDone, framesTotal), framesTotal });
  report(0);
  const posterAtMs = posterTimeMs(frames);
  return renderResult({ file, frames, options, outDir, posterAtMs, signal, onFrame: report });
}

function describeSource({ plan, passport }: ProbedFile, frameCount: number) {
  const { width, height, rate } = plan;
  const durationMs = passport.kind === 'image' ? 0 : (frameCount * 1000 * rate.den) / rate.num;
  return { width, height, fps: rate.num / rate.den, frameCount, durationMs };
}
