import {
  type AnalysisOptions,
  type Music,
  type Report,
  type Series,
  say,
  type TrackedClip,
} from '@dance-pose/contracts';
import { type CleanTrack, cleanTrack } from '../cleaning/clean-track.ts';
import { computeMetrics, type Pause } from '../metrics/compute-metrics.ts';
import type { PixelPath } from '../series/landmark-paths.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import { summarise } from '../summary/summarise.ts';
import type { Measured } from '../summary/summary-facts.ts';
import { cutPhrases } from './phrases.ts';

export interface ReportRequest {
  readonly clip: TrackedClip;
  readonly options: AnalysisOptions;
  /** Music of the clip, on the time axis of the frames. */
  readonly music: Music;
}

/** The report, and the data behind it. */
export interface MovementReport {
  readonly report: Report;
  /** One value per frame. */
  readonly series: readonly Series[];
  /** The dancer after cleaning and smoothing, as measured. */
  readonly track: CleanTrack;
  /** In pixels of the frames; NaN where it is unknown. */
  readonly centreOfMass: PixelPath;
}

/**
 * Measures a tracked clip and describes the results. Time and memory are linear in the number of frames.
 * @param pause called between the parts of the calculation, none of which takes longer than the cleaning.
 */
export async function buildReport(
  { clip, options, music: heard }: ReportRequest,
  pause: Pause,
): Promise<MovementReport> {
  const { source, engine, model, frames } = clip;
  const music = whileSeen(heard, (1000 * frames.length) / source.fps);
  const track = cleanTrack(frames, source, { ...options, isSmoothed: smooths(engine) });
  await pause();
  const motion = bodyMotion(track);
  await pause();
  const { phrasing, phrases } = phrasesOf(track, music);
  const { series, cautions, ...analysis } = await computeMetrics(motion, { phrases, music }, pause);
  const measured: Measured = {
    schemaVersion: 2,
    ...{ source, engine, model, options, music, phrasing },
    ...analysis,
  };
  const report = { ...measured, summary: summarise(measured, series), cautions };
  return { report, series, track, centreOfMass: motion.centre };
}

/** True for engines that are MediaPipe's: they smooth the landmarks of a video. */
const smooths = (engine: string): boolean => engine.startsWith('mediapipe');

/** Music up to the last frame: the picture of a damaged clip may end before its sound. */
const whileSeen = (music: Music, endMs: number): Music =>
  music.heard === 'beat'
    ? { ...music, beats: music.beats.filter(({ timeMs }) => timeMs < endMs) }
    : music;

function phrasesOf(track: CleanTrack, music: Music): ReturnType<typeof cutPhrases> {
  if (track.frameCount > 1) return cutPhrases(music, track);
  return { phrasing: { by: 'time', reason: say('picture-has-no-phrases') }, phrases: [] };
}
