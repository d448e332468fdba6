import {
  type AngleJoint,
  angleJoints,
  type Metric,
  type Sentence,
  type Side,
  say,
  sides,
} from '@dance-pose/contracts';
import { over, quantile, type Span } from '../series/signal.ts';
import { type AngleSignal, angleSignalOf } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { symmetryIndex } from '../signals/symmetry.ts';
import { hidden, metric, notFromThisView, oneHidden } from './metric.ts';

/** From the 2.5th to the 97.5th percentile: the full range without the rarest tracking errors. */
export const rangeOfMotion = (angles: Float64Array): number =>
  quantile(angles, 0.975) - quantile(angles, 0.025);

/** Range of motion of each joint, in the picture and in 3D, and the difference between left and right. */
export const rangeMetrics = ({ angles, track }: BodyMotion, span: Span): Metric[] =>
  angleJoints.flatMap((joint) => {
    const [left, right] = sides.map((side) => {
      const signal = angleSignalOf(angles, joint, side);
      const coverage = coverageOf(track, signal.ids, span);
      return {
        flat: rangeInPlane(signal, coverage, span),
        deep: rangeInSpace(signal, coverage, span),
      };
    }) as [Ranges, Ranges];
    return [
      ...[left, right].flatMap(({ flat, deep }) => [flat, deep]),
      rangeSymmetry(joint, left, right),
    ];
  });

interface Ranges {
  /** In the plane of the picture. */
  readonly flat: Metric;
  /** In 3D. */
  readonly deep: Metric;
}

/**
 * Share of the frames with the joint that must show it in the plane of the picture. With a lower share, a knee
 * that bends towards the camera would only be measured while it is straight.
 */
const leastInPlane = 0.9;

function rangeInPlane(signal: AngleSignal, coverage: number, span: Span): Metric {
  const { side, joint } = signal;
  const id = `${side}-${joint}-range` as const;
  if (knownShare(signal.inPlane, span) < leastInPlane * knownShare(signal.inPicture, span)) {
    const reason = say('out-of-plane', { side, joint });
    return notFromThisView(id, coverage, reason);
  }
  const value = over(signal.inPlane, span, rangeOfMotion);
  return metric(id, { value, coverage, atBest: 'medium', otherwise: hiddenJoint(side, joint) });
}

function rangeInSpace({ side, joint, inSpace }: AngleSignal, coverage: number, span: Span): Metric {
  return metric(`${side}-${joint}-range-3d`, {
    value: over(inSpace, span, rangeOfMotion),
    coverage,
    atBest: 'low',
    validity: 'approximate',
    otherwise: hiddenJoint(side, joint),
  });
}

const hiddenJoint = (side: Side, joint: AngleJoint): Sentence => hidden(`${side}-${joint}`);

/** Degrees below which a joint hardly moved, so that left and right cannot be compared. */
const leastRange = 10;

/**
 * Range in degrees from which a difference between the sides is meaningful: a range is accurate to about 4°
 * (docs/validation.md), which is a fifth of 20°.
 */
const meaningfulRange = 40;

function rangeSymmetry(joint: AngleJoint, left: Ranges, right: Ranges): Metric {
  const flat = left.flat.value !== null && right.flat.value !== null;
  const [a, b] = flat ? [left.flat, right.flat] : [left.deep, right.deep];
  const [x, y] = [a.value ?? Number.NaN, b.value ?? Number.NaN];
  const still = Math.max(x, y) < leastRange;
  return metric(`${joint}-range-symmetry`, {
    value: still ? Number.NaN : symmetryIndex(x, y),
    coverage: Math.min(a.coverage, b.coverage),
    atBest: flat && Math.max(x, y) >= meaningfulRange ? 'medium' : 'low',
    validity: flat ? 'valid' : 'approximate',
    otherwise: still ? say('both-hardly-moved', { part: joint }) : oneHidden(joint),
  });
}
