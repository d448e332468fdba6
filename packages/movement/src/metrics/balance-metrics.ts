import { landmarkId, type Metric, type MetricId, say } from '@dance-pose/contracts';
import { coverageOf } from '../cleaning/coverage.ts';
import {
  enoughKnown,
  knownIn,
  lengthOf,
  mean,
  median,
  over,
  runsWhere,
  type Span,
  valueAt,
} from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { standingFeet } from '../signals/feet.ts';
import { travelOf } from '../signals/laban.ts';
import { hidden, metric } from './metric.ts';

/** Balance over the feet, and balances on one foot. */
export const balanceMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  ...supportMetrics(motion, span),
  ...holdMetrics(motion, span),
];

const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
const { leftHeel, rightHeel, leftFootIndex, rightFootIndex } = landmarkId;

const needed = [
  ...[leftShoulder, rightShoulder, leftHip, rightHip],
  ...[leftHeel, rightHeel, leftFootIndex, rightFootIndex],
];

function supportMetrics({ balance, track }: BodyMotion, span: Span): Metric[] {
  const found = (id: MetricId, value: number): Metric =>
    metric(id, {
      value,
      coverage: coverageOf(track, needed, span),
      atBest: 'medium',
      validity: 'approximate',
      otherwise: hidden('body-on-its-feet'),
    });
  const share = (known: Float64Array): number =>
    (100 * known.filter((distance) => distance >= 0).length) / known.length;
  return [
    found('balanced-share', over(balance.centreInBase, span, share)),
    found('centre-in-base', over(balance.centreInBase, span, median)),
    found('margin-of-stability', over(balance.marginOfStability, span, median)),
  ];
}

/** Speed in S/s below which the centre of mass is held still. */
const stillSpeed = 0.4;
const shortestHoldSeconds = 0.5;

/** Times on one foot with the body held still, in order. */
export function findHolds({ feet, centreSpeed, track }: BodyMotion, span: Span): Span[] {
  return runsWhere(
    span,
    (i) => standingFeet(feet, i) === 1 && valueAt(centreSpeed, i) < stillSpeed,
  ).filter((hold) => lengthOf(hold) >= shortestHoldSeconds * track.fps);
}

function holdMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { track, centre } = motion;
  const holds = findHolds(motion, span);
  const longest = holds.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const coverage = coverageOf(track, needed, span);
  const seen = enoughKnown(motion.balance.centreInBase, span);
  const otherwise = seen ? say('no-balance') : hidden('body-on-its-feet');
  const found = (id: MetricId, value: number): Metric =>
    metric(id, { value: seen ? value : Number.NaN, coverage, atBest: 'medium', otherwise });
  const inLongest = (measure: (hold: Span) => number): number =>
    longest === undefined ? Number.NaN : measure(longest);
  return [
    found('balance-holds', holds.length),
    found(
      'longest-balance',
      inLongest((hold) => lengthOf(hold) / track.fps),
    ),
    found(
      'balance-sway',
      inLongest((hold) => swayOf(motion, hold)),
    ),
    found(
      'balance-sway-path',
      inLongest((hold) => travelOf(centre, hold).length / track.scale.pixels),
    ),
  ];
}

/** RMS distance in S from the mean position (Prieto et al. 1996, "Measures of postural steadiness"). */
function swayOf({ centre, track }: BodyMotion, hold: Span): number {
  const variance = [centre.x, centre.y].map((signal) => {
    const known = knownIn(signal, hold);
    const middle = mean(known);
    return mean(known.map((value) => (value - middle) ** 2));
  });
  return Math.sqrt(variance.reduce((sum, value) => sum + value, 0)) / track.scale.pixels;
}
