import { landmarkId, type Metric } from '@dance-pose/contracts';
import { angleSignalOf, type Side, sides } from './angle-signals.ts';
import type { BodyMotion } from './body-motion.ts';
import { coverageOf, knownShare } from './coverage.ts';
import { standingFeet } from './feet.ts';
import { at } from './landmark-paths.ts';
import { type MetricKind, metric, notFromThisView } from './metric.ts';
import {
  enoughKnown,
  median,
  onlyWhere,
  over,
  quantile,
  type Signal,
  type Span,
  signalOf,
  valueAt,
} from './signal.ts';
import { isFrontal } from './view.ts';

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

const deepest = 0.975;

/** Share of the time on both feet in which both knees must bend in the plane of the picture. */
const mostlyInPlane = 0.9;

/** How far both knees bend while both feet stand: in the picture where that can be, in space otherwise. */
function plieDepth({ angles, feet, track }: BodyMotion, span: Span): Metric {
  const knees = sides.map((side) => angleSignalOf(angles, 'knee', side));
  const flexion = (of: (knee: (typeof knees)[number]) => Signal): Signal =>
    signalOf(track.frameCount, (i) =>
      standingFeet(feet, i) === 2
        ? 180 - knees.reduce((sum, knee) => sum + valueAt(of(knee), i), 0) / knees.length
        : Number.NaN,
    );
  const flat = flexion(({ inPlane }) => inPlane);
  const deep = flexion(({ inSpace }) => inSpace);
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
function plieDrop({ feet, track }: BodyMotion, span: Span): Metric {
  const hips = [at(track.pixels, landmarkId.leftHip).y, at(track.pixels, landmarkId.rightHip).y];
  const soles = sides.flatMap((side) => [feet[side].heel.y, feet[side].toe.y]);
  const height = signalOf(track.frameCount, (i) =>
    standingFeet(feet, i) === 2
      ? Math.max(...soles.map((y) => valueAt(y, i))) -
        hips.reduce((sum, y) => sum + valueAt(y, i), 0) / hips.length
      : Number.NaN,
  );
  return metric(
    {
      id: 'plie-drop',
      label: 'Deepest plié: hips lowered, of their greatest height on both feet',
      unit: '%',
      atBest: 'medium',
    },
    {
      value: over(
        height,
        span,
        (known) => 100 * (1 - quantile(known, 1 - deepest) / quantile(known, deepest)),
      ),
      coverage: coverageOf(track, bothLegs, span),
      otherwise: 'The dancer was hardly seen standing on both feet.',
    },
  );
}

/** S/s: slower feet stand still. */
const stillFoot = 0.3;

/** Standing still and square to the camera takes little of a dance; a fiftieth of it is enough. */
const leastStill = 0.02;

function turnoutMetrics({ legs: signals, feet, square, track }: BodyMotion, span: Span): Metric[] {
  const still = (frame: number): boolean =>
    isFrontal(square, frame) &&
    sides.every(
      (side) =>
        valueAt(feet[side].contact, frame) === 1 && valueAt(feet[side].speed, frame) < stillFoot,
    );
  const [left, right] = sides.map((side) => onlyWhere(signals[side].turnout, still)) as [
    Signal,
    Signal,
  ];
  const total = signalOf(track.frameCount, (i) => valueAt(left, i) + valueAt(right, i));
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
    found('turnout', 'Turnout of both feet together, standing', total),
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

/** Degrees of flexion in space from which on a knee points somewhere. */
const bent = 35;

function kneeMetrics(
  { legs: signals, angles, feet, square, track }: BodyMotion,
  span: Span,
  side: Side,
): Metric[] {
  const knee = angleSignalOf(angles, 'knee', side);
  const stands = (i: number): boolean => valueAt(feet[side].contact, i) === 1;
  const line = onlyWhere(signals[side].kneeInsideLine, (i) => stands(i) && isFrontal(square, i));
  const toes = onlyWhere(
    signals[side].kneeInsideToes,
    (i) => stands(i) && 180 - valueAt(knee.inSpace, i) >= bent,
  );
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
