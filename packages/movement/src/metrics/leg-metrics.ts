import {
  landmarkId,
  type Metric,
  type MetricId,
  type Side,
  say,
  sides,
} from '@dance-pose/contracts';
import { enoughKnown, median, over, quantile, type Signal, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { type Measurement, metric, notFromThisView } from './metric.ts';

/** Pliés, turnout, and alignment of knees and feet. */
export const legMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  plieDepth(motion, span),
  plieDrop(motion, span),
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

/** Share of the time on both feet in which both knees must bend in the plane of the picture. */
const mostlyInPlane = 0.9;

const rarelyStanding = say('rarely-standing');

/** Bend of the knees while both feet stand: in the picture if it is the true angle there, otherwise in 3D. */
function plieDepth({ standing, track }: BodyMotion, span: Span): Metric {
  const { bendInPlane: flat, bendInSpace: deep } = standing;
  const inPlane = knownShare(flat, span) >= mostlyInPlane * knownShare(deep, span);
  return metric('plie-depth', {
    value: over(inPlane ? flat : deep, span, (known) => quantile(known, deepest)),
    coverage: coverageOf(track, bothLegs, span),
    atBest: inPlane ? 'medium' : 'low',
    validity: inPlane ? 'valid' : 'approximate',
    otherwise: rarelyStanding,
  });
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

/** Share of the frames that is enough: dancers rarely stand still and square to the camera. */
const leastStill = 0.02;

function turnoutMetrics({ standing, track }: BodyMotion, span: Span): Metric[] {
  const { left, right, both } = standing.turnout;
  const found = (id: MetricId, signal: Signal): Metric =>
    fromTheFront(id, signal, span, {
      seen: coverageOf(track, bothLegs, span),
      atBest: 'low',
      validity: 'approximate',
      otherwise: say('turnout-needs-front'),
    });
  return [found('left-turnout', left), found('right-turnout', right), found('turnout', both)];
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
