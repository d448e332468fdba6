import { join } from 'node:path';
import type {
  ArtifactName,
  JobOptions,
  JobResult,
  LandmarksFile,
  MediaLimits,
  Music,
} from '@dance-pose/contracts';
import { probeFile } from '@dance-pose/video';
import type { AnalyseContext } from './analyse-file.ts';
import { describeArtifacts } from './describe-artifacts.ts';
import { type AudioAnalysis, analyseAudio } from './measure/analyse-audio.ts';
import { measureClip } from './measure/measure-clip.ts';
import { requireSameClip } from './same-clip.ts';
import { writeLandmarks } from './track/landmarks-writer.ts';
import { summariseTrack } from './track/summarise-track.ts';
import { trackWarnings } from './track/track-warnings.ts';

export interface ReanalyseRequest {
  readonly landmarks: LandmarksFile;
  /** Path of the landmarks' clip, to analyse its audio; or an earlier result: `music` of its report. */
  readonly music: { readonly path: string } | Music;
  /** The user's name of the file; for display only, never a path. */
  readonly fileName: string;
  /** An existing folder for the artifacts. */
  readonly outDir: string;
  /** The options for measuring; `trim` must be that of the landmarks. */
  readonly options: Pick<JobOptions, 'analysis' | 'trim'>;
  readonly limits: MediaLimits;
}

/**
 * Measures stored landmarks with other options, without decoding the picture. Writes `landmarks.json`, the report and
 * the requested exports.
 * @throws UserError if the clip is refused or the landmarks do not belong to it; the signal's reason when aborted.
 */
export async function reanalyse(
  request: ReanalyseRequest,
  context: Pick<AnalyseContext, 'signal' | 'onProgress'>,
): Promise<JobResult> {
  const { landmarks, outDir, fileName, options } = request;
  const { signal } = context;
  const { frames, engine, model } = landmarks;
  const { music, warnings, expected } = await musicOf(request, context);
  await writeLandmarks(join(outDir, 'landmarks.json'), landmarks, signal);
  const dance = { clip: landmarks, music, options: options.analysis, fileName, outDir };
  const written = await measureClip(dance, signal);
  context.onProgress({ stage: 'analyse', done: frames.length, total: frames.length });
  const names: ArtifactName[] = ['landmarks.json', ...written.names];
  return {
    artifacts: await describeArtifacts(outDir, names, signal),
    summary: summariseTrack(frames, { engine, model }),
    warnings: [...warnings, ...trackWarnings(frames, expected)],
  };
}

type FramesExpected = Parameters<typeof trackWarnings>[1];

async function musicOf(
  { landmarks, music, fileName, options: { trim }, limits }: ReanalyseRequest,
  { signal, onProgress }: Pick<AnalyseContext, 'signal' | 'onProgress'>,
): Promise<AudioAnalysis & { readonly expected: FramesExpected }> {
  onProgress({ stage: 'analyse', done: 0, total: landmarks.frames.length });
  if (!('path' in music)) return { music, warnings: [], expected: landmarks.source };
  const file = await probeFile(music.path, {
    ...{ fileName, limits, signal },
    ...(trim === undefined ? {} : { trim }),
  });
  requireSameClip(file.plan, landmarks);
  return { ...(await analyseAudio(file, signal)), expected: file.plan };
}
