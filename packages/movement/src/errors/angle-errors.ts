import type { AngleJoint, Series } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at } from '../series/landmark-paths.ts';
import { valueAt } from '../series/signal.ts';
import type { AngleSignal } from '../signals/angle-signals.ts';
import { angleErrorFactors } from './angle-error-factors.ts';

/** A joint with its angle in the picture, or in space. */
export type SeenJoint = `${AngleJoint}-2d` | `${AngleJoint}-3d`;

/** Half-width of the 95 % interval of an angle in one frame, over its {@link expectedAngleError}. */
export type AngleErrorFactors = Readonly<Record<SeenJoint, number>>;

/** Shorter bones have no direction. In S. */
const leastLength = 0.1;

/**
 * Relative size of the error of an angle in a frame. In the picture, a landmark that is off by some pixels turns a
 * short bone further than a long one. Landmarks that are hidden are off by more.
 */
export function expectedAngleError(
  { pixels, visibility, scale }: CleanTrack,
  ids: readonly number[],
  view: '2d' | '3d',
  frame: number,
): number {
  const [a = 0, vertex = 0, b = 0] = ids;
  const middle = at(pixels, vertex);
  const turn = (end: number): number => {
    const { x, y } = at(pixels, end);
    const length = Math.hypot(
      valueAt(x, frame) - valueAt(middle.x, frame),
      valueAt(y, frame) - valueAt(middle.y, frame),
    );
    return 1 / Math.max(leastLength, length / scale.pixels);
  };
  const hidden = Math.max(...ids.map((id) => 1 - valueAt(at(visibility, id), frame)));
  const size = view === '3d' ? 1 : Math.hypot(turn(a), turn(b));
  return size * (1 + hidden);
}

/** Half-width of the 95 % interval of an angle in a frame, in degrees. */
export const angleErrorAt = (
  track: CleanTrack,
  { ids, joint }: AngleSignal,
  view: '2d' | '3d',
  frame: number,
): number =>
  Math.min(
    largestError,
    angleErrorFactors[`${joint}-${view}`] * expectedAngleError(track, ids, view, frame),
  );

/** An angle lies between 0 and 180°. */
const largestError = 180;

/** The series with the errors of the angles: 95 % of the true angles lie within value ± error. */
export function withAngleErrors(
  series: readonly Series[],
  { angles, track }: { angles: readonly AngleSignal[]; track: CleanTrack },
): Series[] {
  const seen = new Map(
    angles.flatMap((angle) =>
      (['2d', '3d'] as const).map((view): [string, [AngleSignal, '2d' | '3d']] => [
        `${angle.side}-${angle.joint}-angle-${view}`,
        [angle, view],
      ]),
    ),
  );
  return series.map((one) => {
    const found = seen.get(one.id);
    if (found === undefined) return one;
    return {
      ...one,
      errors: one.values.map((value, i) =>
        value === null ? null : angleErrorAt(track, ...found, i),
      ),
    };
  });
}
