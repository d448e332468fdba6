import type {
  Metric,
  MotionBeat,
  Music,
  Phrase,
  PhraseReport,
  Repairs,
  Series,
  View,
} from '@dance-pose/contracts';
import { findMotionBeats } from '../music/motion-beats.ts';
import type { Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { motionSeries } from '../signals/motion-series.ts';
import { viewOf } from '../signals/view.ts';
import { balanceMetrics } from './balance-metrics.ts';
import { beatMetrics, type DancedMusic } from './beat-metrics.ts';
import { cautionsOf } from './cautions.ts';
import { energyMetrics } from './energy-metrics.ts';
import { legMetrics } from './leg-metrics.ts';
import { overPhrases, phraseMetrics } from './phrase-metrics.ts';
import { postureMetrics } from './posture-metrics.ts';
import { rangeMetrics } from './range-metrics.ts';
import { stepMetrics } from './step-metrics.ts';
import { symmetryMetrics } from './symmetry-metrics.ts';
import { trackingMetrics } from './tracking-metrics.ts';

/** All that was measured of a dance. Plain data: it can be written as JSON as it is. */
export interface MovementMetrics {
  /** One value a frame each. */
  readonly series: readonly Series[];
  /** Of the whole clip. */
  readonly metrics: readonly Metric[];
  readonly motionBeats: readonly MotionBeat[];
  /** The same metrics for every phrase. */
  readonly phrases: readonly PhraseReport[];
  readonly view: View;
  readonly repairs: Repairs;
  /** Sentences to print with the results. */
  readonly cautions: readonly string[];
}

/**
 * Called between the parts of a long calculation: where others get a turn, and where it can be stopped by
 * an error.
 */
export type Pause = () => Promise<void>;

/**
 * Measures a dance, as a whole and phrase by phrase. What cannot be measured is `null` with its reason.
 * @param phrases in order; without any, what is only valid for a phrase is not measured.
 */
export async function computeMetrics(
  motion: BodyMotion,
  { phrases, music }: { phrases: readonly Phrase[]; music: Music },
  pause: Pause,
): Promise<MovementMetrics> {
  const whole: Span = { from: 0, to: motion.track.frameCount };
  const { speed } = motion;
  const { fps } = motion.track;
  const motionBeats = findMotionBeats(speed, fps);
  const danced: DancedMusic = { music, motionBeats, speed, fps };
  const inPhrases: Metric[][] = [];
  const perPhrase: PhraseReport[] = [];
  for (const phrase of phrases) {
    const own = phraseMetrics(motion, phrase.span);
    inPhrases.push(own);
    const metrics = [...(await spanMetrics(motion, danced, phrase.span, pause)), ...own];
    perPhrase.push({ ...phrase, metrics });
  }
  const metrics = [
    ...(await spanMetrics(motion, danced, whole, pause)),
    ...(phrases.length === 0 ? phraseMetrics(motion, whole) : overPhrases(inPhrases)),
  ];
  return {
    series: motionSeries(motion),
    metrics: motion.track.frameCount === 1 ? metrics.map(ofStill) : metrics,
    motionBeats,
    phrases: perPhrase,
    view: viewOf(motion.square, whole),
    repairs: motion.track.repairs,
    cautions: cautionsOf(motion),
  };
}

/** Nothing was hidden: there is no time in a picture. */
const ofStill = (metric: Metric): Metric =>
  metric.value === null ? { ...metric, reason: 'A single picture holds no movement.' } : metric;

/** What is measured of a span of any length, in the order of the report. */
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
  danced: DancedMusic,
  span: Span,
  pause: Pause,
): Promise<Metric[]> {
  const metrics = beatMetrics(danced, span);
  for (const measure of measures) {
    await pause();
    metrics.push(...measure(motion, span));
  }
  return metrics;
}
