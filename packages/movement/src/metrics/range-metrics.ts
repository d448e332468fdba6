import {
  type AngleJoint,
  angleJoints,
  type Metric,
  type Sentence,
  type Side,
  say,
  sides,
} from '@dance-pose/contracts';
import { coverageOf, knownShare } from '../cleaning/coverage.ts';
import { onlyWhere, over, quantile, type Span, valueAt } from '../series/signal.ts';
import { type AngleSignal, angleSignalOf } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { symmetryIndex } from '../signals/symmetry.ts';
import { hidden, metric, notFromThisView, oneHidden } from './metric.ts';

/** From the 2.5th to the 97.5th percentile: the full range without the rarest tracking errors. */
export const rangeOfMotion = (angles: Float64Array): number =>
  quantile(angles, 0.975) - quantile(angles, 0.025);

/** Range of motion of each joint, in the picture and in 3D, and the difference between left and right. */
export const rangeMetrics = (motion: BodyMotion, span: Span): Metric[] =>
  angleJoints.flatMap((joint) => {
    const [left, right] = sides.map((side) => {
      const signal = angleSignalOf(motion.angles, joint, side);
      const coverage = coverageOf(motion.track, signal.ids, span);
      return {
        flat: rangeInPlane(motion, signal, { coverage, span }),
        deep: rangeInSpace(motion, signal, { coverage, span }),
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

interface Seen {
  readonly coverage: number;
  readonly span: Span;
}

function rangeInPlane(motion: BodyMotion, signal: AngleSignal, { coverage, span }: Seen): Metric {
  const { side, joint } = signal;
  const id = `${side}-${joint}-range` as const;
  if (!isInPlane(motion, signal, span)) {
    return notFromThisView(id, coverage, say('out-of-plane', { side, joint }));
  }
  const value = over(signal.inPlane, span, rangeOfMotion);
  const trust = joint === 'ankle' ? ankleTrust : { atBest: 'medium' as const };
  return metric(id, { value, coverage, ...trust, otherwise: hiddenJoint(side, joint) });
}

/** The engine's toes are too uncertain for more: the mean error of an ankle is 11 to 34°. */
const ankleTrust = { atBest: 'low', error: 40 } as const;

/** Degrees by which the range in space may differ from that in the picture. */
const mostApart = 12;

function isInPlane(motion: BodyMotion, signal: AngleSignal, span: Span): boolean {
  const { inPlane, inPicture, inSpace } = signal;
  const rarely = knownShare(inPlane, span) < leastInPlane * knownShare(inPicture, span);
  const apart = over(inPicture, span, rangeOfMotion) - over(inSpace, span, rangeOfMotion);
  return !(rarely || Math.abs(apart) > mostApart || hidesBend(motion, signal, span));
}

/**
 * Degrees of bend of a standing knee that the picture may hide. A thigh that leans out of the picture changes the
 * angle of the hip less.
 */
const mostHidden = { knee: 12, hip: 20 };

/** Share of a large bend that the picture may hide. */
const hiddenShare = 0.2;

/** True if the knee of this leg bends more than the picture shows: its thigh leans out of the picture. */
function hidesBend(
  { angles, knees }: BodyMotion,
  { joint, side }: AngleSignal,
  span: Span,
): boolean {
  if (joint !== 'knee' && joint !== 'hip') return false;
  const { bend } = knees[side];
  const { inPicture } = angleSignalOf(angles, 'knee', side);
  if (knownShare(bend, span) < leastStanding * knownShare(inPicture, span)) return false;
  const seen = onlyWhere(inPicture, (i) => !Number.isNaN(valueAt(bend, i)));
  const [bends, shows] = [bend, seen].map((known) => over(known, span, rangeOfMotion)) as [
    number,
    number,
  ];
  const most = joint === 'knee' ? Math.max(mostHidden.knee, hiddenShare * bends) : mostHidden.hip;
  return Math.abs(bends - shows) > most;
}

/** Share of the frames with a leg in which it must stand for its bend to say something about its view. */
const leastStanding = 0.3;

/** Range in 3D: for a knee that mostly stands from the length of the leg, otherwise from the estimated depth. */
function rangeInSpace(
  { knees }: BodyMotion,
  { side, joint, inSpace }: AngleSignal,
  { coverage, span }: Seen,
): Metric {
  const { bend } = knees[side];
  const stands = knownShare(bend, span) >= mostlyStanding * knownShare(inSpace, span);
  return metric(`${side}-${joint}-range-3d`, {
    value: over(joint === 'knee' && stands ? bend : inSpace, span, rangeOfMotion),
    coverage,
    atBest: 'low',
    validity: 'approximate',
    otherwise: hiddenJoint(side, joint),
  });
}

/** Share of the frames with a knee in which it must stand for its range to be that of the standing knee. */
const mostlyStanding = 0.8;

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
