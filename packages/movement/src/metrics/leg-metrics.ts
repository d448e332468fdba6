import { landmarkId, type Metric } from '@dance-pose/contracts';
import { enoughKnown, median, over, quantile, type Signal, type Span } from '../series/signal.ts';
import { type Side, sides } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { type MetricKind, metric, notFromThisView } from './metric.ts';

/** Pliés, turnout, and how knees line up with feet. */
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

const deepest = 0.975;

/** Share of the time on both feet in which both knees must bend in the plane of the picture. */
const mostlyInPlane = 0.9;

/** How far both knees bend while both feet stand: in the picture where that can be, in space otherwise. */
function plieDepth({ standing, track }: BodyMotion, span: Span): Metric {
  const { bendInPlane: flat, bendInSpace: deep } = standing;
  const inPlane = knownShare(flat, span) >= mostlyInPlane * knownShare(deep, span);
  return metric(
    {
      id: 'plie-depth',
      label: 'Deepest plié: bend of the knees on both feet',
      unit: '°',
      atBest: inPlane ? 'medium' : 'low',
      validity: inPlane ? 'valid' : 'approximate',
    },
    {
      value: over(inPlane ? flat : deep, span, (known) => quantile(known, deepest)),
      coverage: coverageOf(track, bothLegs, span),
      otherwise: 'The dancer was hardly seen standing on both feet.',
    },
  );
}

/** How far the hips come down on both feet: as well seen from the front as from the side. */
function plieDrop({ standing, track }: BodyMotion, span: Span): Metric {
  return metric(
    {
      id: 'plie-drop',
      label: 'Deepest plié: hips lowered, of their greatest height on both feet',
      unit: '%',
      atBest: 'medium',
    },
    {
      value: over(
        standing.hipHeight,
        span,
        (known) => 100 * (1 - quantile(known, 1 - deepest) / quantile(known, deepest)),
      ),
      coverage: coverageOf(track, hipsAndSoles, span),
      otherwise: 'The dancer was hardly seen standing on both feet.',
    },
  );
}

/** Standing still and square to the camera takes little of a dance; a fiftieth of it is enough. */
const leastStill = 0.02;

function turnoutMetrics({ standing, track }: BodyMotion, span: Span): Metric[] {
  const { left, right, both } = standing.turnout;
  const found = (id: string, label: string, signal: Signal): Metric => {
    const kind: MetricKind = {
      id,
      label,
      unit: '°',
      atBest: 'low',
      validity: 'approximate',
    };
    return fromTheFront(kind, signal, span, {
      seen: coverageOf(track, bothLegs, span),
      otherwise:
        'Turnout can only be estimated while you stand still on both feet, square to the camera.',
    });
  };
  return [
    found('left-turnout', 'Turnout of the left foot, standing', left),
    found('right-turnout', 'Turnout of the right foot, standing', right),
    found('turnout', 'Turnout of both feet together, standing', both),
  ];
}

/** The median of what is only known in frames with the right view; without enough of them the view is at fault. */
function fromTheFront(
  kind: MetricKind,
  signal: Signal,
  span: Span,
  { seen, otherwise }: { seen: number; otherwise: string },
): Metric {
  if (!enoughKnown(signal, span, leastStill)) return notFromThisView(kind, seen, otherwise);
  const value = over(signal, span, median, leastStill);
  return metric(kind, { value, coverage: knownShare(signal, span), otherwise });
}

function kneeMetrics({ standing, track }: BodyMotion, span: Span, side: Side): Metric[] {
  const line = standing.kneeInsideLine[side];
  const toes = standing.kneeInsideToes[side];
  const lineKind: MetricKind = {
    id: `${side}-knee-inside-line`,
    label: `Standing ${side} knee inside (+) or outside (−) the line from hip to ankle`,
    unit: '°',
    atBest: 'medium',
  };
  return [
    fromTheFront(lineKind, line, span, {
      seen: coverageOf(track, idsOf(side), span),
      otherwise: 'This needs a view from the front of a leg that stands.',
    }),
    metric(
      {
        id: `${side}-knee-inside-toes`,
        label: `Bent ${side} knee turned in (+) or out (−) from the toes`,
        unit: '°',
        atBest: 'low',
        validity: 'approximate',
      },
      {
        value: over(toes, span, median, leastStill),
        coverage: knownShare(toes, span),
        otherwise: `The ${side} leg was hardly seen standing with its knee bent.`,
      },
    ),
  ];
}
