import type { Metric } from '@dance-pose/contracts';
import { lengthOf, mean, over, type Span } from '../series/signal.ts';
import { angleSignalOf, type MeasuredJoint, sides } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { type Limb, limbLandmarks } from '../signals/limb-speeds.ts';
import { findLag, symmetryIndex } from '../signals/symmetry.ts';
import { hidden, metric } from './metric.ts';
import { rangeOfMotion } from './range-metrics.ts';

/** Whether left and right do the same, equally much and at the same time. */
export const symmetryMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  activity(motion, span, 'arm'),
  activity(motion, span, 'leg'),
  metric(
    {
      id: 'mirror-symmetry',
      label: 'Mirror symmetry of the pose: 1 is a perfect mirror image',
      unit: '1',
      atBest: 'low',
      validity: 'approximate',
    },
    {
      value: over(motion.mirror, span, mean),
      coverage: knownShare(motion.mirror, span),
      otherwise: hidden('the whole body'),
    },
  ),
  ...(['shoulder', 'elbow', 'hip', 'knee'] as const).map((joint) => lag(motion, span, joint)),
];

/** S/s below which limbs are held still, so that what is left is the engine's trembling. */
const leastSpeed = 0.1;

/** How fast the ends of the limbs go about the trunk, left against right. */
function activity({ limbs, track }: BodyMotion, span: Span, id: Limb): Metric {
  const [left, right] = sides.map((side) => over(limbs[id][side], span, mean)) as [number, number];
  const still = Math.max(left, right) < leastSpeed;
  const ids = sides.flatMap((side) => limbLandmarks(id, side));
  return metric(
    {
      id: `${id}-activity-symmetry`,
      label: `Movement of the ${id}s: more on the right (+) or left (−)`,
      unit: '%',
      atBest: 'high',
    },
    {
      value: still ? Number.NaN : symmetryIndex(left, right),
      coverage: coverageOf(track, ids, span),
      otherwise: still ? `The ${id}s hardly moved.` : hidden(`one of the ${id}s`),
    },
  );
}

/** What comes later than this is another movement. */
const longestLagSeconds = 0.5;
const leastCorrelation = 0.6;
const leastRange = 10;

/** By how much the right joint does later what the left one does. */
function lag({ angles, track }: BodyMotion, span: Span, joint: MeasuredJoint): Metric {
  const [left, right] = sides.map((side) => angleSignalOf(angles, joint, side));
  if (left === undefined || right === undefined) throw new RangeError('A dancer has two sides.');
  const longest = Math.round(Math.min(longestLagSeconds * track.fps, lengthOf(span) / 4));
  const found = findLag(left.inPicture, right.inPicture, { span, longest });
  const moved = [left, right].every(
    ({ inPicture }) => over(inPicture, span, rangeOfMotion) >= leastRange,
  );
  const alike = moved && found !== undefined && found.correlation >= leastCorrelation;
  return metric(
    {
      id: `${joint}-lag`,
      label: `Right ${joint} later (+) or earlier (−) than the left one`,
      unit: 'ms',
      atBest: 'medium',
      validity: 'approximate',
    },
    {
      value: alike ? (found.frames * 1000) / track.fps : Number.NaN,
      coverage: coverageOf(track, [...left.ids, ...right.ids], span),
      otherwise: `The left and the right ${joint} did not do the same movement.`,
    },
  );
}
