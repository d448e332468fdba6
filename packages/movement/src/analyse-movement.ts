import type { Metric, Series } from '@dance-pose/contracts';
import { balanceMetrics } from './balance-metrics.ts';
import { type BodyMotion, bodyMotion } from './body-motion.ts';
import { cautionsOf } from './cautions.ts';
import type { CleanTrack, Repairs } from './clean-track.ts';
import { energyMetrics } from './energy-metrics.ts';
import { legMetrics } from './leg-metrics.ts';
import { motionSeries } from './motion-series.ts';
import { overPhrases, phraseMetrics } from './phrase-metrics.ts';
import type { Phrase } from './phrases.ts';
import { postureMetrics } from './posture-metrics.ts';
import { rangeMetrics } from './range-metrics.ts';
import type { Span } from './signal.ts';
import { stepMetrics } from './step-metrics.ts';
import { symmetryMetrics } from './symmetry-metrics.ts';
import { trackingMetrics } from './tracking-metrics.ts';
import { type View, viewOf } from './view.ts';

export interface PhraseAnalysis extends Phrase {
  readonly metrics: readonly Metric[];
}

/** All that was measured of a dance. Plain data: it can be written as JSON as it is. */
export interface MovementAnalysis {
  /** One value a frame each. */
  readonly series: readonly Series[];
  /** Of the whole clip. */
  readonly metrics: readonly Metric[];
  /** The same metrics for every phrase. */
  readonly perPhrase: readonly PhraseAnalysis[];
  readonly view: View;
  readonly repairs: Repairs;
  /** Sentences to print with the results. */
  readonly cautions: readonly string[];
}

/**
 * Measures a dance, as a whole and phrase by phrase. What cannot be measured is `null` with its reason.
 * @param phrases in order; without any, what is only valid for a phrase is not measured.
 */
export function analyseMovement(
  track: CleanTrack,
  { phrases }: { phrases: readonly Phrase[] },
): MovementAnalysis {
  const motion = bodyMotion(track);
  const whole: Span = { from: 0, to: track.frameCount };
  const inPhrases = phrases.map(({ span }) => phraseMetrics(motion, span));
  return {
    series: motionSeries(motion),
    metrics: [
      ...spanMetrics(motion, whole),
      ...(phrases.length === 0 ? phraseMetrics(motion, whole) : overPhrases(inPhrases)),
    ],
    perPhrase: phrases.map((phrase, i) => ({
      ...phrase,
      metrics: [...spanMetrics(motion, phrase.span), ...(inPhrases[i] ?? [])],
    })),
    view: viewOf(motion.square, whole),
    repairs: track.repairs,
    cautions: cautionsOf(motion),
  };
}

const spanMetrics = (motion: BodyMotion, span: Span): Metric[] =>
  [
    postureMetrics,
    rangeMetrics,
    symmetryMetrics,
    balanceMetrics,
    legMetrics,
    stepMetrics,
    energyMetrics,
    trackingMetrics,
  ].flatMap((measure) => measure(motion, span));
