import {
  type Metric,
  type MotionBeat,
  type Music,
  type Phrase,
  type Repairs,
  type Sentence,
  type Series,
  say,
  type View,
} from '@dance-pose/contracts';
import type { Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { motionSeries } from '../signals/motion-series.ts';
import { delayLeft } from '../signals/undelayed-speed.ts';
import { viewOf } from '../signals/view.ts';
import { findMotionBeats } from '../timing/motion-beats.ts';
import { commonDeviationMs } from '../timing/timing-accuracy.ts';
import { balanceMetrics } from './balance-metrics.ts';
import { beatMetricsOf } from './beat-metrics.ts';
import { cautionsOf } from './cautions.ts';
import { energyMetrics } from './energy-metrics.ts';
import { legMetrics } from './leg-metrics.ts';
import type { KnownMetric } from './metric.ts';
import { overPhrases, phraseMetrics } from './phrase-metrics.ts';
import { postureMetrics } from './posture-metrics.ts';
import { rangeMetrics } from './range-metrics.ts';
import { stepMetrics } from './step-metrics.ts';
import { symmetryMetrics } from './symmetry-metrics.ts';
import { trackingMetrics } from './tracking-metrics.ts';

/** All measurements of a dance, as plain data for JSON. */
export interface MovementMetrics {
  /** One value per frame. */
  readonly series: readonly Series[];
  /** Metrics of the whole clip. */
  readonly metrics: readonly KnownMetric[];
  readonly motionBeats: readonly MotionBeat[];
  /** The same metrics for every phrase. */
  readonly phrases: readonly MeasuredPhrase[];
  readonly view: View;
  readonly repairs: Repairs;
  /** Sentences to print with the results. */
  readonly cautions: readonly Sentence[];
}

/** Called between the parts of a long calculation, to yield to other work; it may throw to stop the calculation. */
export type Pause = () => Promise<void>;

/** The metrics of a dance and of its phrases. */
export interface MeasuredMetrics {
  readonly metrics: readonly KnownMetric[];
  readonly phrases: readonly MeasuredPhrase[];
}

type MeasuredPhrase = Phrase & { readonly metrics: readonly KnownMetric[] };

interface Occasion {
  /** In order; without phrases, metrics that are only valid for a phrase are not measured. */
  readonly phrases: readonly Phrase[];
  readonly music: Music;
}

/** Measures a dance as a whole and phrase by phrase. Metrics that cannot be measured are `null` with a reason. */
export async function computeMetrics(
  motion: BodyMotion,
  occasion: Occasion,
  pause: Pause,
): Promise<MovementMetrics> {
  const { metrics, phrases } = await measureMetrics(motion, occasion, pause);
  const { frameCount, repairs } = motion.track;
  return {
    series: motionSeries(motion),
    metrics: frameCount === 1 ? metrics.map(ofStill) : metrics,
    motionBeats: beatsOf(motion),
    phrases,
    view: viewOf(motion, { from: 0, to: frameCount }),
    repairs,
    cautions: cautionsOf(motion),
  };
}

const beatsOf = ({ track, undelayedSpeed }: BodyMotion): MotionBeat[] =>
  findMotionBeats(undelayedSpeed, track.fps, delayLeft(track));

/** The metrics alone, without the series. */
export async function measureMetrics(
  motion: BodyMotion,
  { phrases, music }: Occasion,
  pause: Pause,
): Promise<MeasuredMetrics> {
  const { speed } = motion;
  const { fps, frameCount } = motion.track;
  const danced = { music, motionBeats: beatsOf(motion), speed, fps };
  const beatMetrics = beatMetricsOf({ ...danced, deviationMs: commonDeviationMs(fps) });
  const inPhrases: KnownMetric[][] = [];
  const perPhrase: MeasuredPhrase[] = [];
  for (const phrase of phrases) {
    const own = phraseMetrics(motion, phrase.span);
    inPhrases.push(own);
    const metrics = [...(await spanMetrics(motion, beatMetrics, phrase.span, pause)), ...own];
    perPhrase.push({ ...phrase, metrics });
  }
  const whole: Span = { from: 0, to: frameCount };
  const overall = phrases.length === 0 ? phraseMetrics(motion, whole) : overPhrases(inPhrases);
  return {
    metrics: [...(await spanMetrics(motion, beatMetrics, whole, pause)), ...overall],
    phrases: perPhrase,
  };
}

/** Replaces reasons such as "hidden": a picture has no time. */
const ofStill = (metric: KnownMetric): KnownMetric =>
  metric.value === null ? { ...metric, reason: say('picture-has-no-movement') } : metric;

/** Metrics that are valid for a span of any length, in the order of the report. */
const measures: readonly ((motion: BodyMotion, span: Span) => Metric[])[] = [
  postureMetrics,
  rangeMetrics,
  symmetryMetrics,
  balanceMetrics,
  legMetrics,
  stepMetrics,
  energyMetrics,
  trackingMetrics,
];

async function spanMetrics(
  motion: BodyMotion,
  beatMetrics: (span: Span) => Metric[],
  span: Span,
  pause: Pause,
): Promise<KnownMetric[]> {
  const metrics = beatMetrics(span);
  for (const measure of measures) {
    await pause();
    metrics.push(...measure(motion, span));
  }
  // Every metric is made by `metric`, which only takes ids of the catalogue.
  return metrics as KnownMetric[];
}
