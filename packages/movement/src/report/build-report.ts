import {
  type AnalysisOptions,
  type Music,
  type Phrase,
  type Phrasing,
  type Report,
  type Series,
  say,
  type TrackedClip,
} from '@dance-pose/contracts';
import { type CleanTrack, cleanTrack } from '../cleaning/clean-track.ts';
import { withAngleErrors } from '../errors/angle-errors.ts';
import { type UncertainMetrics, uncertainMetrics } from '../errors/uncertain-metrics.ts';
import { withErrors } from '../errors/with-errors.ts';
import { computeMetrics, type MovementMetrics, type Pause } from '../metrics/compute-metrics.ts';
import { findMoments } from '../moments/find-moments.ts';
import { withMoments } from '../moments/sentence-moments.ts';
import type { PixelPath } from '../series/landmark-paths.ts';
import { type BodyMotion, bodyMotion } from '../signals/body-motion.ts';
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
export async function buildReport(request: ReportRequest, pause: Pause): Promise<MovementReport> {
  const { source, engine, model } = request.clip;
  const dance = await measureDance(request, pause);
  const { motion, music, phrasing } = dance;
  const uncertain = await uncertainMetricsOf(dance, pause);
  const { series, cautions, ...analysis } = dance.measured;
  const measured: Measured = {
    schemaVersion: 2,
    ...{ source, engine, model, options: request.options, music, phrasing },
    ...analysis,
    metrics: withErrors(analysis.metrics, uncertain.clip),
    phrases: analysis.phrases.map((phrase, i) => ({
      ...phrase,
      metrics: withErrors(phrase.metrics, uncertain.phrases[i] ?? []),
    })),
  };
  const moments = findMoments({ ...measured, motion });
  const summary = withMoments(summarise(measured, series), moments);
  const report = { ...measured, summary, moments, cautions };
  return {
    report,
    series: withAngleErrors(series, motion),
    ...{ track: motion.track, centreOfMass: motion.centre },
  };
}

/** A dance, measured without the errors of its metrics. */
export interface MeasuredDance {
  readonly motion: BodyMotion;
  readonly music: Music;
  readonly phrasing: Phrasing;
  readonly phrases: readonly Phrase[];
  readonly measured: MovementMetrics;
}

/** @param phrases default: those of the music. */
export async function measureDance(
  { clip: { source, engine, frames }, options, music: heard }: ReportRequest,
  pause: Pause,
  phrases?: readonly Phrase[],
): Promise<MeasuredDance> {
  const music = whileSeen(heard, (1000 * frames.length) / source.fps);
  const track = cleanTrack(frames, source, { ...options, isSmoothed: smooths(engine) });
  await pause();
  const motion = bodyMotion(track);
  await pause();
  const cut = phrasesOf(track, music);
  const occasion = { phrases: phrases ?? cut.phrases, music };
  const measured = await computeMetrics(motion, occasion, pause);
  return { motion, phrasing: cut.phrasing, ...occasion, measured };
}

/** The known metrics of a dance with the terms of their errors; a picture has none. */
export async function uncertainMetricsOf(
  { motion, music, phrases, measured }: MeasuredDance,
  pause: Pause,
): Promise<UncertainMetrics> {
  const { track } = motion;
  if (track.frameCount < 2) return { clip: [], phrases: [] };
  return uncertainMetrics(motion, { ...measured, track, music, spans: phrases }, pause);
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
