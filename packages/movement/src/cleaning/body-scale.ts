import { landmarkId } from '@dance-pose/contracts';
import { at, type LandmarkPaths } from '../series/landmark-paths.ts';
import { knownIn, median, type Signal, signalOf, valueAt, wholeOf } from '../series/signal.ts';

/**
 * Size of a dancer: the median over the clip of the distance between the middle of the shoulders and the
 * middle of the hips. It is the unit of sizes and speeds (S, S/s), which makes them independent of the
 * dancer's height and of the distance to the camera. NaN if the trunk is never visible.
 */
export interface BodyScale {
  readonly pixels: number;
  readonly metres: number;
}

export function bodyScale(paths: LandmarkPaths, minVisibility: number): BodyScale {
  const seen = (frame: number): boolean =>
    trunk.every((id) => valueAt(at(paths.visibility, id), frame) >= minVisibility);
  const trunkLength = (axes: readonly (readonly Signal[])[]): Signal =>
    signalOf(frameCount(paths), (frame) =>
      seen(frame) ? Math.hypot(...axes.map((axis) => along(axis, frame))) : Number.NaN,
    );
  const typical = (signal: Signal): number => median(knownIn(signal, wholeOf(signal)));
  const pixels = trunk.map((id) => at(paths.pixels, id));
  const world = trunk.map((id) => at(paths.world, id));
  return {
    pixels: typical(trunkLength([pixels.map(({ x }) => x), pixels.map(({ y }) => y)])),
    metres: typical(
      trunkLength([world.map(({ x }) => x), world.map(({ y }) => y), world.map(({ z }) => z)]),
    ),
  };
}

const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
const trunk = [leftShoulder, rightShoulder, leftHip, rightHip];

const frameCount = ({ visibility }: LandmarkPaths): number => at(visibility, leftHip).length;

/** Component along one axis of the vector from the middle of the hips to the middle of the shoulders. */
const along = ([a, b, c, d]: readonly Signal[], frame: number): number =>
  a && b && c && d
    ? (valueAt(a, frame) + valueAt(b, frame) - valueAt(c, frame) - valueAt(d, frame)) / 2
    : Number.NaN;
