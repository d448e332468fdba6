import { type ComparedJoint, compareAngles, comparedJoints, sides } from '../angles.ts';
import { collect, inOrder } from '../in-order.ts';
import { intervalHeads, intervalRow, type Judged, judge } from '../intervals.ts';
import { biasWithLimits, type Part, percent, round, usualModel } from '../part.ts';
import { reportOf } from '../track-clip.ts';
import { trueValues } from '../true-values.ts';
import { trackDemo } from './demo-clips.ts';
import { type DemoName, demoVideos } from './wheel.ts';

const names = Object.keys(demoVideos) as DemoName[];

async function compareDemo(name: DemoName) {
  const demo = await trackDemo(name, usualModel);
  const measured = await reportOf(demo);
  const judged = judge(measured.report.metrics, (await trueValues(demo)).ofClip);
  return { name, demo, measured, judged };
}

const ranges = (judged: readonly Judged[]): Judged[] =>
  judged.filter(({ id }) => /-range$|-tilt$|-lean$/.test(id));

export const pose2simPart: Part = {
  name: 'pose2sim',
  title: 'A man on a beam, seen by several cameras',
  introduction: `Pose2Sim (BSD-3-Clause, D. Pagnon 2021, 2022) triangulated the joints of a fast, leaning man from four cameras, without
markers; the reference is accurate to a few centimetres, and its hips lie higher than the model's. They are projected into each camera
(rotation, translation, focal length, distortion). "Two people" are the same scene with a woman in front, who is hidden by a grey box
where the engine would follow her. In both recordings of camera 2 the engine takes bystanders at the back for the man for a quarter of the
time, and with camera 3 it follows the woman at the end. The first two cameras were used to fit the error model; the other rows are unseen.`,
  measure: async () => {
    const demos = await collect(inOrder(names.map((name) => () => compareDemo(name))));
    const joints = Object.keys(comparedJoints) as ComparedJoint[];
    const angles = demos.flatMap(({ name, demo, measured }) =>
      joints.map((joint) => {
        const both = sides.map((side) => ({ side, joint, in: '2d' as const }));
        const found = compareAngles(measured, demo.truth, both);
        const share = 1 - found.count / found.known;
        return [
          ...[name, joint, found.count, biasWithLimits(found), round(found.meanError)],
          ...[round(found.correlation, 2), round(found.trueRange, 0), percent(share)],
        ];
      }),
    );
    const heads = ['frames', 'bias (limits of agreement)', 'mean error', 'r', 'range', 'refused'];
    return {
      checks: [],
      tables: [
        {
          caption: 'Angles in the picture, frame by frame (°):',
          heads: ['camera', 'joints', ...heads],
          rows: angles,
        },
        {
          caption: 'Ranges of motion, tilts and lean (°):',
          heads: ['camera', ...intervalHeads],
          rows: demos.map(({ name, judged }) => intervalRow(name, ranges(judged))),
        },
      ],
    };
  },
};
