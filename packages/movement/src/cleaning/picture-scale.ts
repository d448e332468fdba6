import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { at } from '../series/landmark-paths.ts';
import {
  knownIn,
  quantile,
  type Signal,
  type Span,
  signalOf,
  slowly,
  valueAt,
} from '../series/signal.ts';
import type { CleanTrack } from './clean-track.ts';

const names = [
  ...(['nose', 'leftEar', 'rightEar', 'leftShoulder', 'rightShoulder', 'leftElbow'] as const),
  ...(['rightElbow', 'leftWrist', 'rightWrist', 'leftHip', 'rightHip', 'leftKnee'] as const),
  ...(['rightKnee', 'leftAnkle', 'rightAnkle'] as const),
] satisfies readonly LandmarkName[];
const ids = names.map((name) => landmarkId[name]);

/** Number of landmarks that determine a scale. */
const leastLandmarks = 6;

/**
 * Pixels per metre of the engine's world at the dancer's distance: the least-squares scale between the
 * landmarks in the picture and in the world (weak perspective), smoothed over some seconds while the feet stay where
 * they are. The world has the same size at any distance, so the scale follows a dancer who comes closer; it does not
 * follow the engine, which makes a crouching body too large.
 */
export function pictureScale(track: CleanTrack): Signal {
  const { frameCount, fps } = track;
  const scales = signalOf(frameCount, (frame) => scaleAt(track, frame));
  return slowly({ length: frameCount, fps, seconds: windowSeconds }, (window, middle) =>
    quantile(knownIn(scales, withoutTravel(track, window, middle)), scaleQuantile),
  );
}

/** Longer than most pliés. */
const windowSeconds = 4;

/** A crouch makes the scale too small, so that larger ones are right. */
const scaleQuantile = 0.75;

/** Part of a window around its middle in which the feet have not moved far; some tenths of a second in any case. */
export function withoutTravel(
  { pixels, scale, fps }: CleanTrack,
  { from, to }: Span,
  middle: number,
): Span {
  const [left, right] = [at(pixels, landmarkId.leftAnkle), at(pixels, landmarkId.rightAnkle)];
  const between = (axis: 'x' | 'y', i: number): number =>
    (valueAt(left[axis], i) + valueAt(right[axis], i)) / 2;
  const stays = (i: number): boolean => {
    const moved = Math.hypot(
      between('x', i) - between('x', middle),
      between('y', i) - between('y', middle),
    );
    return Math.abs(i - middle) <= leastSeconds * fps || !(moved > mostTravel * scale.pixels);
  };
  let [first, end] = [middle, middle];
  while (first > from && stays(first - 1)) first -= 1;
  while (end < to && stays(end)) end += 1;
  return { from: first, to: end };
}

const leastSeconds = 0.4;

/** In S. */
const mostTravel = 0.2;

function scaleAt({ pixels, world }: CleanTrack, frame: number): number {
  let [count, px, py, wx, wy, pw, ww] = [0, 0, 0, 0, 0, 0, 0];
  for (const id of ids) {
    const [pixel, metres] = [at(pixels, id), at(world, id)];
    const [x, y] = [valueAt(pixel.x, frame), valueAt(pixel.y, frame)];
    const [u, v] = [valueAt(metres.x, frame), valueAt(metres.y, frame)];
    if (Number.isNaN(x + u)) continue;
    count += 1;
    px += x;
    py += y;
    wx += u;
    wy += v;
    pw += x * u + y * v;
    ww += u * u + v * v;
  }
  if (count < leastLandmarks) return Number.NaN;
  return (pw - (px * wx + py * wy) / count) / (ww - (wx * wx + wy * wy) / count);
}
