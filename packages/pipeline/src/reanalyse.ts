import { join } from 'node:path';
import type {
  ArtifactName,
  JobOptions,
  JobResult,
  LandmarksFile,
  MediaLimits,
  Music,
  MusicFeatures,
} from '@dance-pose/contracts';
import { hearMusic, type MovementReport, smoothTrack } from '@dance-pose/movement';
import { probeFile } from '@dance-pose/video';
import type { AnalyseContext } from './analyse-file.ts';
import { describeArtifacts } from './describe-artifacts.ts';
import { type AudioAnalysis, analyseAudio } from './measure/analyse-audio.ts';
import { measureClip } from './measure/measure-clip.ts';
import { musicWarnings, requireOneInside } from './music-options.ts';
import { writeTrack } from './render/write-track.ts';
import { requireSameClip } from './same-clip.ts';
import { writeLandmarks } from './track/landmarks-writer.ts';
import { summariseTrack } from './track/summarise-track.ts';
import { trackWarnings } from './track/track-warnings.ts';

export interface ReanalyseRequest {
  readonly landmarks: LandmarksFile;
  /**
   * Path of the landmarks' clip, to analyse its audio; the stored properties of that audio; or an earlier result,
   * `music` of its report, which `options.music` does not change.
   */
  readonly music: { readonly path: string } | MusicFeatures | Music;
  /** The user's name of the file; for display only, never a path. */
  readonly fileName: string;
  /** An existing folder for the artifacts. */
  readonly outDir: string;
  /**
   * The options for measuring; `trim` must be that of the landmarks, `smoothing` that of the video. Without `smoothing`
   * no `track.bin` is written.
   */
  readonly options: Pick<JobOptions, 'analysis' | 'music' | 'trim'> &
    Partial<Pick<JobOptions, 'smoothing'>>;
  readonly limits: MediaLimits;
}

/**
 * Measures stored landmarks with other options, without decoding the picture. Writes `landmarks.json`, `track.bin`, the report,
 * `onsets.json` unless the music is an earlier result, and the requested exports.
 * @throws UserError if the clip is refused, the landmarks do not belong to it, or the "one" lies after its end; the
 *   signal's reason when aborted.
 */
export async function reanalyse(
  request: ReanalyseRequest,
  context: Pick<AnalyseContext, 'signal' | 'onProgress'>,
): Promise<JobResult> {
  const { landmarks, outDir, fileName, options } = request;
  const { signal } = context;
  const { frames, engine, model } = landmarks;
  const { expected, ...audio } = await audioOf(request, context);
  await writeLandmarks(join(outDir, 'landmarks.json'), landmarks, signal);
  const dance = { clip: landmarks, audio, options: options.analysis, fileName, outDir };
  const written = await measureClip(dance, signal);
  context.onProgress({ stage: 'analyse', done: frames.length, total: frames.length });
  const track = await writeSmoothTrack(request, written.movement, signal);
  const names: ArtifactName[] = ['landmarks.json', ...track, ...written.names];
  return {
    artifacts: await describeArtifacts(outDir, names, signal),
    summary: summariseTrack(frames, { engine, model }),
    warnings: [
      ...audio.warnings,
      ...musicWarnings(options.music, audio.music.heard),
      ...trackWarnings(frames, expected),
    ],
  };
}

/** Returns the name of what was written. */
async function writeSmoothTrack(
  { landmarks: { frames }, outDir, options: { smoothing } }: ReanalyseRequest,
  movement: MovementReport,
  signal: AbortSignal,
): Promise<ArtifactName[]> {
  if (smoothing === undefined) return [];
  const smooth = smoothTrack(frames, { fps: movement.track.fps, smoothing });
  await writeTrack(join(outDir, 'track.bin'), { frames: smooth, movement }, signal);
  return ['track.bin'];
}

type FramesExpected = Parameters<typeof trackWarnings>[1];

async function audioOf(
  { landmarks, music, fileName, options, limits }: ReanalyseRequest,
  { signal, onProgress }: Pick<AnalyseContext, 'signal' | 'onProgress'>,
): Promise<AudioAnalysis & { readonly expected: FramesExpected }> {
  onProgress({ stage: 'analyse', done: 0, total: landmarks.frames.length });
  requireOneInside(options.music, landmarks.source.durationMs);
  const expected = landmarks.source;
  if ('heard' in music) return { music, features: null, warnings: [], expected };
  if (!('path' in music)) {
    return { music: hearMusic(music, options.music), features: music, warnings: [], expected };
  }
  const trim = options.trim === undefined ? {} : { trim: options.trim };
  const file = await probeFile(music.path, { fileName, limits, signal, ...trim });
  requireSameClip(file.plan, landmarks);
  return { ...(await analyseAudio(file, options.music, signal)), expected: file.plan };
}
