import {
  type AngleJoint,
  angleJoints,
  type LandmarkName,
  type Side,
  sides,
} from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { angleDegrees, jointAngles, type Point } from '../series/joint-angle.ts';
import { at, type PixelPath, type WorldPath, worldDistanceAt } from '../series/landmark-paths.ts';
import {
  knownIn,
  median,
  onlyWhere,
  quantile,
  type Signal,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';

/** Angle at one joint over the clip, in degrees; 180 is a straight limb. */
export interface AngleSignal {
  readonly joint: AngleJoint;
  readonly side: Side;
  /** Landmark ids of the joint and of its two neighbours. */
  readonly ids: readonly number[];
  /** Angle in the picture; foreshortened if the limb points at the camera. */
  readonly inPicture: Signal;
  /** Angle in space, from the engine's estimate of the depth. */
  readonly inSpace: Signal;
  /** `inPicture` where both bones are close enough to the picture plane for it to be the true angle; NaN elsewhere. */
  readonly inPlane: Signal;
}

/** @param scale pixels per metre of the world. */
export function angleSignals(track: CleanTrack, scale: Signal): AngleSignal[] {
  return jointAngles.map(({ joint, ids }) => {
    const pixels = ids.map((id) => at(track.pixels, id));
    const world = ids.map((id) => at(track.world, id));
    const inPicture = angleOf(track.frameCount, pixels, pixelAt);
    const [a, vertex, b] = ids;
    const shares = [a, b].map((end) => boneShare(track, [vertex, end], scale));
    const isLong = (frame: number): boolean =>
      shares.every((share) => valueAt(share, frame) >= leastBoneShare);
    const inPlane = onlyWhere(inPicture, (i) => isLong(i) && liesInPlane(world, i));
    const inSpace = angleOf(track.frameCount, world, worldAt);
    return { ...jointAndSide(joint), ids, inPicture, inSpace, inPlane };
  });
}

function jointAndSide(landmark: LandmarkName): { joint: AngleJoint; side: Side } {
  const side = sides.find((name) => landmark.startsWith(name));
  const joint = angleJoints.find((name) => landmark.toLowerCase().endsWith(name));
  if (side === undefined || joint === undefined) throw new RangeError(`${landmark} has no angle.`);
  return { joint, side };
}

export const angleSignalOf = (
  signals: readonly AngleSignal[],
  joint: AngleJoint,
  side: Side,
): AngleSignal => {
  const found = signals.find((signal) => signal.joint === joint && signal.side === side);
  if (found === undefined) throw new RangeError(`There is no ${side} ${joint}.`);
  return found;
};

function angleOf<Path>(
  frameCount: number,
  paths: readonly Path[],
  pointAt: (path: Path, frame: number) => Point,
): Signal {
  const [a, vertex, b] = paths as readonly [Path, Path, Path];
  return signalOf(frameCount, (frame) =>
    angleDegrees(pointAt(a, frame), pointAt(vertex, frame), pointAt(b, frame)),
  );
}

const pixelAt = ({ x, y }: PixelPath, frame: number): Point => [
  valueAt(x, frame),
  valueAt(y, frame),
];

const worldAt = ({ x, y, z }: WorldPath, frame: number): Point => [
  valueAt(x, frame),
  valueAt(y, frame),
  valueAt(z, frame),
];

/** Sine of the maximum angle between a bone and the picture plane, by the engine's estimate of the depth. */
const maxDepthSine = 0.5;

function liesInPlane(world: readonly WorldPath[], frame: number): boolean {
  const [a, vertex, b] = world as readonly [WorldPath, WorldPath, WorldPath];
  return [a, b].every((end) => {
    const depth = valueAt(end.z, frame) - valueAt(vertex.z, frame);
    return Math.abs(depth) <= maxDepthSine * worldDistanceAt(end, vertex, frame);
  });
}

/**
 * Least length in the picture of a bone in its plane, as a share of its full length. The engine's depth is often too
 * flat; a bone that looks much too short leans out of the picture whatever the depth says, or the engine has lost it.
 */
const leastBoneShare = 0.75;

/** Quantile of a bone's length in the picture that stands for its full length, and least share of its length in the world. */
const fullQuantile = 0.95;
const leastFull = 0.9;

/** Length of a bone in the picture relative to its full length. */
function boneShare(
  { pixels, world, frameCount }: CleanTrack,
  [from, to]: readonly [number, number],
  scale: Signal,
): Signal {
  const [a, b] = [at(pixels, from), at(pixels, to)];
  const length = signalOf(
    frameCount,
    (i) =>
      Math.hypot(valueAt(b.x, i) - valueAt(a.x, i), valueAt(b.y, i) - valueAt(a.y, i)) /
      valueAt(scale, i),
  );
  const inWorld = signalOf(frameCount, (i) => worldDistanceAt(at(world, from), at(world, to), i));
  const full = Math.max(
    quantile(knownIn(length, wholeOf(length)), fullQuantile),
    leastFull * median(knownIn(inWorld, wholeOf(inWorld))),
  );
  return length.map((value) => value / full);
}
