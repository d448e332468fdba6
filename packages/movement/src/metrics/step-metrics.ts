import { landmarkId, type Metric } from '@dance-pose/contracts';
import { enoughKnown, knownIn, type Span } from '../series/signal.ts';
import { sides } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf } from '../signals/coverage.ts';
import { revolutionsIn, type Turn } from '../signals/heading.ts';
import type { Jump } from '../signals/jumps.ts';
import { hidden, type MetricKind, metric } from './metric.ts';

/** Turns and jumps. One that begins in a phrase and ends in the next belongs to where its middle lies. */
export const stepMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  ...turnMetrics(motion, span),
  ...jumpMetrics(motion, span),
];

const within =
  ({ from, to }: Span) =>
  (step: Span): boolean => {
    const middle = (step.from + step.to) / 2;
    return middle >= from && middle < to;
  };

const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
const trunk = [leftShoulder, rightShoulder, leftHip, rightHip];

function turnMetrics({ turns, heading, track }: BodyMotion, span: Span): Metric[] {
  const coverage = coverageOf(track, trunk, span);
  const seen = enoughKnown(heading, span);
  const inSpan = turns.filter(within(span));
  const whole = (some: readonly Turn[]): number =>
    some.reduce((sum, turn) => sum + revolutionsIn(turn), 0);
  const turned = knownIn(heading, span);
  const net = ((turned.at(-1) ?? 0) - (turned[0] ?? 0)) / 360;
  const found = (kind: Omit<MetricKind, 'atBest'>, value: number): Metric =>
    metric(
      { ...kind, atBest: 'medium', validity: 'approximate' },
      { value: seen ? value : Number.NaN, coverage, otherwise: hidden('the trunk') },
    );
  const toLeft = inSpan.filter(({ degrees }) => degrees > 0);
  const toRight = inSpan.filter(({ degrees }) => degrees < 0);
  return [
    found({ id: 'turns', label: 'Full turns', unit: 'count' }, whole(inSpan)),
    found({ id: 'turns-left', label: 'Full turns to the left', unit: 'count' }, whole(toLeft)),
    found({ id: 'turns-right', label: 'Full turns to the right', unit: 'count' }, whole(toRight)),
    found(
      { id: 'revolutions', label: 'Revolutions in all, left (+) less right (−)', unit: '1' },
      net,
    ),
  ];
}

const feet = [
  ...[landmarkId.leftHeel, landmarkId.rightHeel],
  ...[landmarkId.leftFootIndex, landmarkId.rightFootIndex],
];

function jumpMetrics(motion: BodyMotion, span: Span): Metric[] {
  const coverage = coverageOf(motion.track, feet, span);
  const seen = sides.every((side) => enoughKnown(motion.feet[side].height, span));
  const jumps = motion.jumps.filter(within(span));
  const most = (of: (jump: Jump) => number): number =>
    jumps.length === 0 ? Number.NaN : Math.max(...jumps.map(of));
  const otherwise = seen ? 'There was no jump.' : hidden('one of the feet');
  const found = (kind: MetricKind, value: number): Metric =>
    metric(kind, { value: seen ? value : Number.NaN, coverage, otherwise });
  return [
    found({ id: 'jumps', label: 'Jumps', unit: 'count', atBest: 'medium' }, jumps.length),
    found(
      {
        id: 'jump-rise',
        label: 'Highest jump: rise of the centre of mass',
        unit: 'S',
        atBest: 'high',
      },
      most(({ rise }) => rise),
    ),
    found(
      {
        id: 'jump-height',
        label: 'Highest jump, from the time in the air',
        unit: 'm',
        atBest: 'low',
        validity: 'approximate',
      },
      most(({ heightFromFlight }) => heightFromFlight),
    ),
    found(
      {
        id: 'flight-time',
        label: 'Longest time in the air',
        unit: 'ms',
        atBest: 'low',
        validity: 'approximate',
      },
      most(({ flightSeconds }) => flightSeconds * 1000),
    ),
  ];
}
