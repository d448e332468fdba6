import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, type WorldPath } from '../series/landmark-paths.ts';
import { type Signal, type Span, signalOf, valueAt } from '../series/signal.ts';

/**
 * `100 (right − left) / mean of both`, in per cent: 0 is even, positive is more on the right
 * (R. O. Robinson, W. Herzog and B. M. Nigg 1987).
 */
export const symmetryIndex = (left: number, right: number): number =>
  (100 * (right - left)) / (0.5 * (right + left));

const pairs = (
  ['leftShoulder', 'leftElbow', 'leftWrist', 'leftHip', 'leftKnee', 'leftAnkle'] as const
).map((left) => [left, left.replace('left', 'right') as LandmarkName] as const);

/**
 * Mirror symmetry of the pose in every frame: 1 minus the mean distance in S between each joint on the left and
 * the mirrored one on the right, after the dancer is centred and turned to face straight ahead (based on
 * PyEyesWeb's geometric symmetry). 1 is a perfect mirror image. The depth is the engine's estimate.
 */
export function mirrorSymmetry({ world, frameCount, scale }: CleanTrack): Signal {
  const joints = pairs.map(([left, right]) => [
    at(world, landmarkId[left]),
    at(world, landmarkId[right]),
  ]) as [WorldPath, WorldPath][];
  const hips = [at(world, landmarkId.leftHip), at(world, landmarkId.rightHip)] as const;
  return signalOf(frameCount, (frame) => {
    const toBodyFrame = bodyFrame(hips, frame);
    const distances = joints.map(([left, right]) => {
      const [lx, ly, lz] = toBodyFrame(left);
      const [rx, ry, rz] = toBodyFrame(right);
      return Math.hypot(lx + rx, ly - ry, lz - rz);
    });
    return (
      1 - distances.reduce((sum, distance) => sum + distance, 0) / distances.length / scale.metres
    );
  });
}

/** Positions in the dancer's own frame: x to their left from the middle of the hips, y down, z behind them. */
function bodyFrame(
  [left, right]: readonly [WorldPath, WorldPath],
  frame: number,
): (path: WorldPath) => [number, number, number] {
  const half = (axis: 'x' | 'y' | 'z', sign: number): number =>
    (valueAt(left[axis], frame) + sign * valueAt(right[axis], frame)) / 2;
  const width = Math.hypot(half('x', -1), half('z', -1));
  const [cos, sin] = [half('x', -1) / width, half('z', -1) / width];
  return (path) => {
    const x = valueAt(path.x, frame) - half('x', 1);
    const z = valueAt(path.z, frame) - half('z', 1);
    return [x * cos + z * sin, valueAt(path.y, frame) - half('y', 1), z * cos - x * sin];
  };
}

export interface Lag {
  /** Delay of the second signal in frames; negative if it leads. */
  readonly frames: number;
  /** Half width of the range of lags that fit about as well, in frames; at least half a frame. */
  readonly error: number;
  /** Pearson's r at that lag. */
  readonly correlation: number;
}

/**
 * Lag with the highest correlation of two signals. Undefined if they are never known at the same time, or if
 * the correlation still increases at the end of the search range, so that the lag is outside of it.
 * @param independent number of values of the span that do not follow from those before.
 */
export function findLag(
  first: Signal,
  second: Signal,
  { span, longest, independent }: { span: Span; longest: number; independent: number },
): Lag | undefined {
  const lags = Array.from({ length: 2 * longest + 1 }, (_, i) => {
    const frames = i - longest;
    return { frames, correlation: correlationAt(first, second, span, frames) };
  }).filter(({ correlation }) => !Number.isNaN(correlation));
  const most = Math.max(...lags.map(({ correlation }) => correlation));
  // Of equal correlations take the least lag: in a periodic movement every period has the same one.
  const [best] = lags
    .filter(({ correlation }) => correlation > most - 1e-9)
    .toSorted((a, b) => Math.abs(a.frames) - Math.abs(b.frames));
  if (best === undefined || Math.abs(best.frames) >= longest) return undefined;
  // Rounding makes some correlations larger than 1.
  const chance = Math.max(0, 1 - most ** 2) / Math.sqrt(independent);
  const fit = lags.filter(({ correlation }) => correlation >= most - chance);
  const reach = Math.max(...fit.map(({ frames }) => Math.abs(frames - best.frames)));
  return { ...best, error: reach + 1 / 2 };
}

/** Share of the span that must be known in both signals. */
const minOverlap = 0.5;

/** NaN if too little is known of both, or if one is constant. */
function correlationAt(first: Signal, second: Signal, { from, to }: Span, lag: number): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let i = Math.max(from, from - lag); i < Math.min(to, to - lag); i += 1) {
    const [x, y] = [valueAt(first, i), valueAt(second, i + lag)];
    if (Number.isNaN(x + y)) continue;
    n += 1;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  if (n < minOverlap * (to - from)) return Number.NaN;
  return (n * ab - a * b) / Math.sqrt((n * aa - a * a) * (n * bb - b * b));
}
