import {
  landmarkId,
  type Metric,
  type MetricId,
  type Side,
  say,
  sides,
} from '@dance-pose/contracts';
import { coverageOf, knownShare } from '../cleaning/coverage.ts';
import {
  enoughKnown,
  isWithin,
  median,
  over,
  quantile,
  type Signal,
  type Span,
} from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { canShowPlies } from '../signals/plies.ts';
import { hidden, type Measurement, metric, notFromThisView } from './metric.ts';

/** Pliés, legs in the air, turnout, and alignment of knees and feet. */
export const legMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  ...plieMetrics(motion, span),
  plieDrop(motion, span),
  ...sides.flatMap((side) => liftMetrics(motion, span, side)),
  ...turnoutMetrics(motion, span),
  ...sides.flatMap((side) => kneeMetrics(motion, span, side)),
];

const legs = ['Hip', 'Knee', 'Ankle', 'Heel', 'FootIndex'] as const;
const idsOf = (side: Side): number[] => legs.map((part) => landmarkId[`${side}${part}`]);
const bothLegs = sides.flatMap(idsOf);
const hipsAndSoles = sides.flatMap((side) =>
  (['Hip', 'Heel', 'FootIndex'] as const).map((part) => landmarkId[`${side}${part}`]),
);

/** Quantile that stands for the deepest plié. */
const deepest = 0.975;

const rarelyStanding = say('rarely-standing');

/** Half width in degrees from which the depth of a plié is not told. */
export const mostPlieError = 15;

/** Number of pliés, and the deepest of those that were seen well enough. */
function plieMetrics({ plies, knees, track }: BodyMotion, span: Span): Metric[] {
  const coverage = coverageOf(track, hipsAndSoles, span);
  const stands = enoughKnown(knees.both.bend, span) && canShowPlies(knees.both, track.fps);
  const inSpan = plies.filter(({ peak }) => peak >= span.from && peak < span.to);
  const [deepestPlie] = inSpan
    .filter(({ error }) => error <= mostPlieError)
    .toSorted((a, b) => b.depth - a.depth);
  const count = metric('plies', {
    value: stands ? inSpan.length : Number.NaN,
    ...{ coverage, atBest: 'medium', validity: 'approximate', otherwise: rarelyStanding },
  });
  if (deepestPlie === undefined && inSpan.length > 0) {
    return [count, notFromThisView('plie-depth', coverage, say('plie-not-seen'))];
  }
  const { depth = Number.NaN, error = Number.NaN } = deepestPlie ?? {};
  return [
    count,
    metric('plie-depth', {
      ...{ value: depth, error, coverage },
      atBest: 'medium',
      otherwise: stands ? say('no-plie') : rarelyStanding,
    }),
  ];
}

/** Drop of the hips on both feet, which the camera sees equally well from the front and from the side. */
function plieDrop({ standing, track }: BodyMotion, span: Span): Metric {
  return metric('plie-drop', {
    value: over(
      standing.hipHeight,
      span,
      (known) => 100 * (1 - quantile(known, 1 - deepest) / quantile(known, deepest)),
    ),
    coverage: coverageOf(track, hipsAndSoles, span),
    atBest: 'medium',
    otherwise: rarelyStanding,
  });
}

/** Degrees from which a lifted leg is held on purpose. */
const leastHeldHeight = 45;

/** Longest delay in seconds by which the start or the end of a hold is seen early or late. */
const holdError = 0.1;

/** Highest lift of a leg while the other one stands, and the longest time that it was held. */
function liftMetrics({ legLifts, track, feet }: BodyMotion, span: Span, side: Side): Metric[] {
  const coverage = coverageOf(track, bothLegs, span);
  const lifts = legLifts.filter((lift) => lift.side === side && isWithin(lift, span));
  const seen = lifts.filter(({ height }) => !Number.isNaN(height));
  const [highest] = seen.toSorted((a, b) => b.height - a.height);
  if (highest === undefined && lifts.length > 0) {
    const reason = say('leg-not-seen', { side });
    return (['height', 'hold'] as const).map((what) =>
      notFromThisView(`${side}-leg-${what}`, coverage, reason),
    );
  }
  const known = enoughKnown(feet[side].height, span);
  const holds = seen
    .filter(({ height }) => height >= leastHeldHeight)
    .map(({ holdSeconds }) => holdSeconds);
  const trust = { coverage, atBest: 'medium' } as const;
  const unseen = hidden(`${side}-foot`);
  return [
    metric(`${side}-leg-height`, {
      ...{ ...trust, value: highest?.height ?? Number.NaN, error: highest?.error ?? Number.NaN },
      otherwise: known ? say('leg-not-lifted', { side }) : unseen,
    }),
    metric(`${side}-leg-hold`, {
      ...{ ...trust, value: holds.length > 0 ? Math.max(...holds) : Number.NaN },
      error: holdError + 1 / track.fps,
      otherwise: known ? say('leg-not-held', { side, degrees: leastHeldHeight }) : unseen,
    }),
  ];
}

/** Share of the frames that is enough: dancers rarely stand still and square to the camera. */
const leastStill = 0.02;

function turnoutMetrics({ standing, track }: BodyMotion, span: Span): Metric[] {
  const otherwise = say('turnout-needs-front');
  const seen = coverageOf(track, bothLegs, span);
  const trust = { atBest: 'low', validity: 'approximate', otherwise } as const;
  const [left, right] = sides.map((side) =>
    fromTheFront(`${side}-turnout`, standing.turnout[side], span, { seen, ...trust }),
  ) as [Metric, Metric];
  if (left.value === null || right.value === null) {
    return [left, right, notFromThisView('turnout', seen, otherwise)];
  }
  const coverage = Math.min(left.coverage, right.coverage);
  const both = metric('turnout', { value: left.value + right.value, coverage, ...trust });
  return [left, right, both];
}

/** The median of a signal that is only known in frames with the right view; without enough of them, none. */
function fromTheFront(
  id: MetricId,
  signal: Signal,
  span: Span,
  { seen, ...rest }: Omit<Measurement, 'value' | 'coverage'> & { readonly seen: number },
): Metric {
  if (!enoughKnown(signal, span, leastStill)) return notFromThisView(id, seen, rest.otherwise);
  const value = over(signal, span, median, leastStill);
  return metric(id, { value, coverage: knownShare(signal, span), ...rest });
}

function kneeMetrics({ standing, track }: BodyMotion, span: Span, side: Side): Metric[] {
  const toes = standing.kneeInsideToes[side];
  return [
    fromTheFront(`${side}-knee-inside-line`, standing.kneeInsideLine[side], span, {
      seen: coverageOf(track, idsOf(side), span),
      atBest: 'medium',
      otherwise: say('knee-line-needs-front'),
    }),
    metric(`${side}-knee-inside-toes`, {
      value: over(toes, span, median, leastStill),
      coverage: knownShare(toes, span),
      atBest: 'low',
      validity: 'approximate',
      otherwise: say('knee-rarely-bent', { side }),
    }),
  ];
}
