import {
  type Confidence,
  findMetric,
  type Metric,
  type MetricId,
  type Moment,
  type MomentKind,
  type MotionBeat,
  type Music,
  type Phrase,
  type PhraseReport,
  type Side,
} from '@dance-pose/contracts';
import { confidenceOf, errorScale } from '../errors/error-model.ts';
import { lessConfident } from '../metrics/metric.ts';
import type { Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { nearestIndex } from '../timing/beat-alignment.ts';

/** A measured dance, with the errors of its metrics. */
export interface Danced {
  readonly motion: BodyMotion;
  readonly metrics: readonly Metric[];
  readonly phrases: readonly PhraseReport[];
  readonly music: Music;
  readonly motionBeats: readonly MotionBeat[];
}

/** A moment before its place among phrases and beats is added. */
export interface Found extends Span {
  readonly kind: MomentKind;
  readonly peak: number;
  readonly side?: Side;
  readonly metric: MetricId;
  /** NaN if it is not known. */
  readonly value: number;
  readonly unit: string;
  readonly error: number | null;
  readonly confidence: Confidence;
}

/** Milliseconds with one decimal: a tenth of the shortest frame. */
const rounded = (milliseconds: number): number => Math.round(10 * milliseconds) / 10;

/** Places what was found in the clip. */
export function momentOf(found: Found, { motion, phrases, music }: Danced): Moment {
  const { fps, frameCount } = motion.track;
  const timeOf = (frame: number): number => rounded((1000 * frame) / fps);
  const frame = Math.min(frameCount - 1, Math.max(0, Math.round(found.peak)));
  const { kind, side = null, metric, unit, confidence } = found;
  const isKnown = Number.isFinite(found.value);
  return {
    kind,
    startMs: timeOf(Math.min(found.from, frame)),
    peakMs: timeOf(frame),
    endMs: timeOf(Math.max(found.to, frame + 1)),
    frame,
    side,
    metric,
    value: isKnown ? found.value + 0 : null,
    unit,
    error: isKnown ? found.error : null,
    confidence: isKnown ? confidence : 'low',
    phrase: phraseAt(phrases, frame),
    count: countAt(music, timeOf(frame)),
  };
}

function phraseAt(phrases: readonly Phrase[], frame: number): number | null {
  const index = phrases.findIndex(({ span }) => frame >= span.from && frame < span.to);
  return index < 0 ? null : index;
}

/** Count of the nearest beat; null before and after the music, and if nothing tells the counts. */
function countAt(music: Music, timeMs: number): number | null {
  if (music.heard !== 'beat' || music.countConfidence === 'low') return null;
  const times = music.beats.map((beat) => beat.timeMs);
  const nearest = music.beats[nearestIndex(times, timeMs)];
  const isNear = nearest !== undefined && Math.abs(nearest.timeMs - timeMs) <= 60_000 / music.bpm;
  return isNear ? nearest.count : null;
}

/** A metric with a value. */
export type Known<Id extends MetricId = MetricId> = Metric & {
  readonly id: Id;
  readonly value: number;
};

/** A metric of the clip; undefined if it has no value. */
export function knownMetric<Id extends MetricId>(
  metrics: readonly Metric[],
  id: Id,
): Known<Id> | undefined {
  const found = findMetric(metrics, id);
  return found?.value == null ? undefined : { ...found, id, value: found.value };
}

/** Error and confidence of one occurrence, from those of the metric of the clip that measures the best one. */
export function likeMetric(
  { metrics }: Danced,
  id: MetricId,
  value: number,
): Pick<Found, 'error' | 'confidence'> {
  const found = knownMetric(metrics, id);
  if (found === undefined || found.error === null) return { error: null, confidence: 'low' };
  const error = (found.error * errorScale(id, value)) / errorScale(id, found.value);
  return { error, confidence: lessConfident(found.confidence, confidenceOf(id, { value, error })) };
}
