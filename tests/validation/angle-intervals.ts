import { angleJoints, type Series, sides, type TrackedClip } from '@dance-pose/contracts';
import { mean, median } from './agreement.ts';
import { type ComparedJoint, trueAngles } from './angles.ts';
import { percent, round, type Table } from './part.ts';

/** Angles of one joint in the frames of one clip, with their intervals. */
export interface JudgedAngles {
  readonly joint: ComparedJoint;
  readonly view: '2d' | '3d';
  /** Share of the frames whose interval has the true angle in it. */
  readonly coverage: number;
  readonly meanError: number;
  readonly medianError: number;
}

/** Compares the angles of `timeseries.csv` with the true ones, frame by frame. */
export const judgeAngles = (series: readonly Series[], truth: TrackedClip): JudgedAngles[] =>
  angleJoints.flatMap((joint) =>
    sides.flatMap((side) =>
      (['2d', '3d'] as const).flatMap((view) => {
        const { values = [], errors = [] } =
          series.find(({ id }) => id === `${side}-${joint}-angle-${view}`) ?? {};
        const frames = trueAngles(truth, { side, joint, in: view }).flatMap((angle, i) => {
          const [value, error] = [values[i] ?? Number.NaN, errors[i] ?? Number.NaN];
          const off = Math.abs(value - angle);
          return Number.isNaN(off + error) ? [] : [{ off, error }];
        });
        if (frames.length === 0) return [];
        return {
          ...{ joint, view },
          coverage: frames.filter(({ off, error }) => off <= error).length / frames.length,
          meanError: mean(frames.map(({ off }) => off)),
          medianError: median(frames.map(({ error }) => error)),
        };
      }),
    ),
  );

/** A row for every joint, in the picture and in 3D. */
export const angleTable = (judged: readonly JudgedAngles[]): Table => ({
  caption: 'Angles in single frames, as in `timeseries.csv` (means over the clips):',
  heads: ['angle', 'mean error (°)', 'median ± error (°)', 'coverage'],
  rows: [
    ...Map.groupBy(
      judged,
      ({ joint, view }) => `${joint}, ${view === '2d' ? 'in the picture' : 'in 3D'}`,
    ),
  ].map(([name, some]) => [
    name,
    round(mean(some.map(({ meanError }) => meanError))),
    round(mean(some.map(({ medianError }) => medianError))),
    percent(mean(some.map(({ coverage }) => coverage))),
  ]),
});
