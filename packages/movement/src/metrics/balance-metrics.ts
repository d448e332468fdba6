import { landmarkId, type Metric } from '@dance-pose/contracts';
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
import { coverageOf } from '../signals/coverage.ts';
import { standingFeet } from '../signals/feet.ts';
import { travelOf } from '../signals/laban.ts';
import { hidden, type MetricKind, metric } from './metric.ts';

/** How the dancer is carried by their feet, and for how long on one of them. */
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
  const coverage = coverageOf(track, needed, span);
  const otherwise = hidden('the body on its feet');
  const share = (known: Float64Array): number =>
    (100 * known.filter((distance) => distance >= 0).length) / known.length;
  const sideways = { atBest: 'medium', validity: 'approximate' } as const;
  return [
    metric(
      { id: 'balanced-share', label: 'Time balanced over the feet', unit: '%', ...sideways },
      { value: over(balance.centreInBase, span, share), coverage, otherwise },
    ),
    metric(
      {
        id: 'centre-in-base',
        label: 'Centre of mass inside the edge of the feet, from side to side',
        unit: 'S',
        ...sideways,
      },
      { value: over(balance.centreInBase, span, median), coverage, otherwise },
    ),
    metric(
      {
        id: 'margin-of-stability',
        label: 'Margin of stability, from side to side',
        unit: 'S',
        ...sideways,
      },
      { value: over(balance.marginOfStability, span, median), coverage, otherwise },
    ),
  ];
}

/** S/s: slower than this the centre of mass is held. */
const stillest = 0.4;
const shortestHoldSeconds = 0.5;

/** Times on one foot with the body held still, in order. */
function findHolds({ feet, centreSpeed, track }: BodyMotion, span: Span): Span[] {
  return runsWhere(
    span,
    (i) => standingFeet(feet, i) === 1 && valueAt(centreSpeed, i) < stillest,
  ).filter((hold) => lengthOf(hold) >= shortestHoldSeconds * track.fps);
}

function holdMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { track, centre } = motion;
  const holds = findHolds(motion, span);
  const longest = holds.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const coverage = coverageOf(track, needed, span);
  const seen = enoughKnown(motion.balance.centreInBase, span);
  const otherwise = seen
    ? 'There was no balance on one foot of half a second or more.'
    : hidden('the body on its feet');
  const found = (kind: MetricKind, value: number): Metric =>
    metric(kind, { value: seen ? value : Number.NaN, coverage, otherwise });
  const of = (measure: (hold: Span) => number): number =>
    longest === undefined ? Number.NaN : measure(longest);
  return [
    found(
      { id: 'balance-holds', label: 'Balances on one foot', unit: 'count', atBest: 'medium' },
      holds.length,
    ),
    found(
      { id: 'longest-balance', label: 'Longest balance on one foot', unit: 's', atBest: 'medium' },
      of((hold) => lengthOf(hold) / track.fps),
    ),
    found(
      {
        id: 'balance-sway',
        label: 'Sway in the longest balance, root mean square',
        unit: 'S',
        atBest: 'medium',
      },
      of((hold) => swayOf(motion, hold)),
    ),
    found(
      {
        id: 'balance-sway-path',
        label: 'Way of the centre of mass in the longest balance',
        unit: 'S',
        atBest: 'medium',
      },
      of((hold) => travelOf(centre, hold).length / track.scale.pixels),
    ),
  ];
}

/** Distance from the mean place, root mean square (Prieto et al. 1996, "Measures of postural steadiness"). */
function swayOf({ centre, track }: BodyMotion, hold: Span): number {
  const variance = [centre.x, centre.y].map((signal) => {
    const known = knownIn(signal, hold);
    const middle = mean(known);
    return mean(known.map((value) => (value - middle) ** 2));
  });
  return Math.sqrt(variance.reduce((sum, value) => sum + value, 0)) / track.scale.pixels;
}
