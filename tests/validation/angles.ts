import { landmarkId, type TrackedClip } from '@dance-pose/contracts';
import { angleDegrees, type MovementReport } from '@dance-pose/movement';
import { type Agreement, agreement } from './agreement.ts';

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** Angles with the landmarks that define them; the vertex is in the middle. */
export const comparedJoints = {
  shoulder: ['Hip', 'Shoulder', 'Elbow'],
  elbow: ['Shoulder', 'Elbow', 'Wrist'],
  hip: ['Shoulder', 'Hip', 'Knee'],
  knee: ['Hip', 'Knee', 'Ankle'],
  ankle: ['Knee', 'Ankle', 'FootIndex'],
} as const;
export type ComparedJoint = keyof typeof comparedJoints;

export interface Angle {
  readonly side: Side;
  readonly joint: ComparedJoint;
  /** In the picture, or in space. */
  readonly in: '2d' | '3d';
}

/** True angle of each frame in degrees; NaN where a landmark is unknown. */
export function trueAngles(
  { frames, source }: TrackedClip,
  { side, joint, in: space }: Angle,
): number[] {
  const ids = comparedJoints[joint].map((part) => landmarkId[`${side}${part}`]);
  return frames.map(({ people: [person] }) => {
    const [a, vertex, b] = ids.map((id) => {
      const [x, y, , visibility] = person?.landmarks[id] ?? [0, 0, 0, 0];
      if (visibility === 0) return [Number.NaN, Number.NaN];
      return space === '3d' ? person?.world[id] : [x * source.width, y * source.height];
    });
    return angleDegrees(a ?? [], vertex ?? [], b ?? []);
  });
}

/** Measured angle of each frame; null where it was not measured. */
const measuredAngles = (
  { series }: Pick<MovementReport, 'series'>,
  { side, joint, in: space }: Angle,
): readonly (number | null)[] =>
  series.find(({ id }) => id === `${side}-${joint}-angle-${space}`)?.values ?? [];

/** Agreement of the measured angles of one or several joints with the true ones. */
export const compareAngles = (
  measured: Pick<MovementReport, 'series'>,
  truth: TrackedClip,
  angles: readonly Angle[],
): Agreement =>
  agreement(
    angles.flatMap((angle) => {
      const found = measuredAngles(measured, angle);
      return truth.frames.map((_, frame) => found[frame] ?? null);
    }),
    angles.flatMap((angle) => trueAngles(truth, angle)),
  );
