import {
  type LaggedJoint,
  type Limb,
  laggedJoints,
  limbs,
  type Metric,
  say,
  sides,
} from '@dance-pose/contracts';
import { coverageOf, knownShare } from '../cleaning/coverage.ts';
import { lengthOf, mean, over, type Span } from '../series/signal.ts';
import { angleSignalOf } from '../signals/angle-signals.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { limbLandmarks } from '../signals/limb-speeds.ts';
import { findLag, symmetryIndex } from '../signals/symmetry.ts';
import { hidden, metric, oneHidden } from './metric.ts';
import { rangeOfMotion } from './range-metrics.ts';

/** Amount and timing of the movement, left against right. */
export const symmetryMetrics = (motion: BodyMotion, span: Span): Metric[] => [
  ...limbs.map((limb) => activity(motion, span, limb)),
  metric('mirror-symmetry', {
    value: over(motion.mirror, span, mean),
    coverage: knownShare(motion.mirror, span),
    atBest: 'low',
    validity: 'approximate',
    otherwise: hidden('whole-body'),
  }),
  ...laggedJoints.map((joint) => lag(motion, span, joint)),
];

/** Speed in S/s below which limbs are held still: the rest is jitter of the engine. */
const leastSpeed = 0.1;

/** Speed of the ends of the limbs about the trunk, left against right. */
function activity({ limbs: speeds, track }: BodyMotion, span: Span, limb: Limb): Metric {
  const [left, right] = sides.map((side) => over(speeds[limb][side], span, mean)) as [
    number,
    number,
  ];
  const still = Math.max(left, right) < leastSpeed;
  const ids = sides.flatMap((side) => limbLandmarks(limb, side));
  return metric(`${limb}-activity-symmetry`, {
    value: still ? Number.NaN : symmetryIndex(left, right),
    coverage: coverageOf(track, ids, span),
    atBest: 'high',
    otherwise: still ? say('both-hardly-moved', { part: limb }) : oneHidden(limb),
  });
}

/** A longer delay is another movement. */
const longestLagSeconds = 0.5;
const leastCorrelation = 0.6;
const leastRange = 10;

/** Joints turn about once a second: twice as many positions are independent. */
const independentRateHz = 2;

/** Delay with which the right joint repeats the movement of the left one. */
function lag({ angles, track }: BodyMotion, span: Span, joint: LaggedJoint): Metric {
  const [left, right] = sides.map((side) => angleSignalOf(angles, joint, side));
  if (left === undefined || right === undefined) throw new RangeError('A dancer has two sides.');
  const longest = Math.round(Math.min(longestLagSeconds * track.fps, lengthOf(span) / 4));
  const independent = Math.max(1, (lengthOf(span) / track.fps) * independentRateHz);
  const found = findLag(left.inPicture, right.inPicture, { span, longest, independent });
  const moved = [left, right].every(
    ({ inPicture }) => over(inPicture, span, rangeOfMotion) >= leastRange,
  );
  const alike = moved && found !== undefined && found.correlation >= leastCorrelation;
  const frameMs = 1000 / track.fps;
  return metric(`${joint}-lag`, {
    value: alike ? found.frames * frameMs : Number.NaN,
    ...(alike && { error: found.error * frameMs }),
    coverage: coverageOf(track, [...left.ids, ...right.ids], span),
    atBest: 'medium',
    validity: 'approximate',
    otherwise: say('sides-not-alike', { joint }),
  });
}
