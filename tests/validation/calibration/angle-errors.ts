import { type AngleJoint, angleJoints, sides } from '@dance-pose/contracts';
import {
  type AngleErrorFactors,
  expectedAngleError,
  type MeasuredDance,
  type SeenJoint,
} from '@dance-pose/movement';
import { quantile } from '../agreement.ts';
import { trueAngles } from '../angles.ts';
import type { CorpusClip } from '../corpus.ts';

/** For every joint, error over expected error of the frames of one clip. */
export type AngleScores = Readonly<Record<SeenJoint, readonly number[]>>;

const seenJoints = angleJoints.flatMap((joint) =>
  (['2d', '3d'] as const).map((view): [SeenJoint, AngleJoint, '2d' | '3d'] => [
    `${joint}-${view}`,
    joint,
    view,
  ]),
);

const byJoint = <Value>(fitted: (...joint: (typeof seenJoints)[number]) => Value) =>
  Object.fromEntries(seenJoints.map((joint) => [joint[0], fitted(...joint)])) as Record<
    SeenJoint,
    Value
  >;

/** Compares the angles of every frame with the true ones. */
export const angleScores = ({ motion }: MeasuredDance, { truth }: CorpusClip): AngleScores =>
  byJoint((_, joint, view) =>
    sides.flatMap((side) => {
      const signal = motion.angles.find((one) => one.joint === joint && one.side === side);
      if (signal === undefined) throw new RangeError(`There is no ${side} ${joint}.`);
      const measured = view === '2d' ? signal.inPicture : signal.inSpace;
      return trueAngles(truth, { side, joint, in: view }).flatMap((angle, i) => {
        const expected = expectedAngleError(motion.track, signal.ids, view, i);
        const score = Math.abs((measured[i] ?? Number.NaN) - angle) / expected;
        return Number.isNaN(score) ? [] : [score];
      });
    }),
  );

/** Points at which the frames of a clip stand for it: all clips count equally, however long. */
const shares = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

/** The factors with which the intervals hold in 95 % of the frames. */
export const fitAngleErrors = (clips: readonly AngleScores[]): AngleErrorFactors =>
  byJoint((seen) => {
    const pooled = clips.flatMap((clip) => {
      const scores = clip[seen];
      return scores.length === 0 ? [] : shares.map((share) => quantile(scores, share));
    });
    return quantile(pooled, 0.95);
  });
