import { landmarkId, type Metric, type MetricId, say, sides } from '@dance-pose/contracts';
import { coverageOf } from '../cleaning/coverage.ts';
import { enoughKnown, isWithin, knownIn, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { revolutionsIn, type Turn } from '../signals/heading.ts';
import type { Jump } from '../signals/jumps.ts';
import { hidden, type Measurement, metric, notFromThisView, oneHidden } from './metric.ts';

/** Turns and jumps. One that crosses the border of two phrases belongs to the phrase with its middle. */
export const stepMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  ...turnMetrics(motion, span),
  ...jumpMetrics(motion, span),
];

const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
const trunk = [leftShoulder, rightShoulder, leftHip, rightHip];

function turnMetrics({ turns, heading, track }: BodyMotion, span: Span): Metric[] {
  const coverage = coverageOf(track, trunk, span);
  const seen = enoughKnown(heading, span);
  const inSpan = turns.filter((turn) => isWithin(turn, span));
  const whole = (some: readonly Turn[]): number =>
    some.reduce((sum, turn) => sum + revolutionsIn(turn), 0);
  const turned = knownIn(heading, span);
  const net = ((turned.at(-1) ?? 0) - (turned[0] ?? 0)) / 360;
  const found = (id: MetricId, value: number): Metric =>
    metric(id, {
      value: seen ? value : Number.NaN,
      coverage,
      atBest: 'medium',
      validity: 'approximate',
      otherwise: hidden('trunk'),
    });
  const toLeft = inSpan.filter(({ degrees }) => degrees > 0);
  const toRight = inSpan.filter(({ degrees }) => degrees < 0);
  return [
    found('turns', whole(inSpan)),
    found('turns-left', whole(toLeft)),
    found('turns-right', whole(toRight)),
    found('revolutions', net),
  ];
}

const feet = [
  ...[landmarkId.leftHeel, landmarkId.rightHeel],
  ...[landmarkId.leftFootIndex, landmarkId.rightFootIndex],
];

function jumpMetrics(motion: BodyMotion, span: Span): Metric[] {
  const coverage = coverageOf(motion.track, feet, span);
  const seen = sides.every((side) => enoughKnown(motion.feet[side].height, span));
  const jumps = motion.jumps.filter((jump) => isWithin(jump, span));
  const most = (of: (jump: Jump) => number): number =>
    jumps.length === 0 ? Number.NaN : Math.max(...jumps.map(of));
  const otherwise = seen ? say('no-jump') : oneHidden('foot');
  const found = (
    id: MetricId,
    value: number,
    trust: Pick<Measurement, 'atBest' | 'validity'>,
  ): Metric => metric(id, { value: seen ? value : Number.NaN, coverage, ...trust, otherwise });
  const fromFlight = { atBest: 'low', validity: 'approximate' } as const;
  return [
    found('jumps', jumps.length, { atBest: 'medium' }),
    found(
      'jump-rise',
      most(({ rise }) => rise),
      { atBest: 'high' },
    ),
    found(
      'jump-height',
      most(({ heightFromFlight }) => heightFromFlight),
      fromFlight,
    ),
    found(
      'flight-time',
      most(({ flightSeconds }) => flightSeconds * 1000),
      fromFlight,
    ),
    splitAngle(motion, span, { coverage, otherwise }),
  ];
}

/** Widest split of the legs in a jump. */
function splitAngle(
  { splits }: BodyMotion,
  span: Span,
  { coverage, otherwise }: Pick<Measurement, 'coverage' | 'otherwise'>,
): Metric {
  const inSpan = splits.filter(({ jump }) => isWithin(jump, span));
  const [widest] = inSpan
    .filter(({ angle }) => !Number.isNaN(angle))
    .toSorted((a, b) => b.angle - a.angle);
  if (widest === undefined && inSpan.length > 0) {
    return notFromThisView('split-angle', coverage, say('split-not-seen'));
  }
  const { angle = Number.NaN, error = Number.NaN } = widest ?? {};
  return metric('split-angle', { value: angle, error, coverage, atBest: 'medium', otherwise });
}
