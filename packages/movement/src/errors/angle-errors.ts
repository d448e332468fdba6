import type { AngleJoint, Series } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import type { AngleSignal } from '../signals/angle-signals.ts';
import { angleErrorFactors } from './angle-error-factors.ts';

/** A joint with its angle in the picture, or in space. */
export type SeenJoint = `${AngleJoint}-2d` | `${AngleJoint}-3d`;

/** Half-width of the 95 % interval of an angle in one frame, over its {@link expectedAngleError}. */
export type AngleErrorFactors = Readonly<Record<SeenJoint, number>>;

/** Shorter bones have no direction. In S. */
const leastLength = 0.1;

/**
 * Relative size of the error of an angle in each frame. In the picture, a landmark that is off by some pixels turns a
 * short bone further than a long one. Landmarks that are hidden are off by more.
 */
export function expectedAngleError(
  { pixels, visibility, scale, frameCount }: CleanTrack,
  ids: readonly number[],
  view: '2d' | '3d',
): Signal {
  const [a = 0, vertex = 0, b = 0] = ids;
  const middle = at(pixels, vertex);
  const turn = (end: number, i: number): number => {
    const { x, y } = at(pixels, end);
    const length = Math.hypot(
      valueAt(x, i) - valueAt(middle.x, i),
      valueAt(y, i) - valueAt(middle.y, i),
    );
    return 1 / Math.max(leastLength, length / scale.pixels);
  };
  const hidden = (i: number): number =>
    Math.max(...ids.map((id) => 1 - valueAt(at(visibility, id), i)));
  return signalOf(frameCount, (i) => {
    const size = view === '3d' ? 1 : Math.hypot(turn(a, i), turn(b, i));
    return size * (1 + hidden(i));
  });
}

/** Half-width of the 95 % interval of an angle in each frame, in degrees. */
const angleErrors = (track: CleanTrack, { ids, joint }: AngleSignal, view: '2d' | '3d'): Signal =>
  expectedAngleError(track, ids, view).map((error) =>
    Math.min(largestError, angleErrorFactors[`${joint}-${view}`] * error),
  );

export const angleErrorAt = (
  track: CleanTrack,
  angle: AngleSignal,
  view: '2d' | '3d',
  frame: number,
): number => valueAt(angleErrors(track, angle, view), frame);

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
    const errors = angleErrors(track, ...found);
    return {
      ...one,
      errors: one.values.map((value, i) => (value === null ? null : valueAt(errors, i))),
    };
  });
}
