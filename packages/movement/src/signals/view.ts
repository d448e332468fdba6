import { frontalFrom, landmarkId, type View } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, type PixelPath, type WorldPath, worldDistanceAt } from '../series/landmark-paths.ts';
import {
  knownIn,
  median,
  type Signal,
  type Span,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import { shareWhere } from './coverage.ts';

/**
 * Squareness in every frame: 1 if the dancer faces the camera or turns their back to it, 0 if side-on. Mean of
 * two cues: the depth of shoulders and hips in space, and the width of the shoulders in the picture relative
 * to this dancer's full width.
 */
export function squareness(track: CleanTrack): Signal {
  const { pixels, world, scale } = track;
  const path = (id: number): WorldPath => at(world, id);
  const pixel = (id: number): PixelPath => at(pixels, id);
  const [ls, rs, lh, rh] = [leftShoulder, rightShoulder, leftHip, rightHip].map(path) as Four;
  const shoulderWidths = signalOf(track.frameCount, (frame) => worldDistanceAt(ls, rs, frame));
  const fullWidth =
    (median(knownIn(shoulderWidths, wholeOf(shoulderWidths))) / scale.metres) * scale.pixels;
  return signalOf(track.frameCount, (frame) => {
    const across = (axis: 'x' | 'z'): number =>
      valueAt(ls[axis], frame) -
      valueAt(rs[axis], frame) +
      valueAt(lh[axis], frame) -
      valueAt(rh[axis], frame);
    const inSpace = Math.abs(across('x')) / Math.hypot(across('x'), across('z'));
    const width = Math.abs(
      valueAt(pixel(leftShoulder).x, frame) - valueAt(pixel(rightShoulder).x, frame),
    );
    return (inSpace + Math.min(1, width / fullWidth)) / 2;
  });
}

type Four = [WorldPath, WorldPath, WorldPath, WorldPath];
const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;

/** Cosine of 60° from square. */
const maxSideSquareness = 0.5;

export const isFrontal = (square: Signal, frame: number): boolean =>
  valueAt(square, frame) >= frontalFrom;

const isSide = (square: Signal, frame: number): boolean =>
  valueAt(square, frame) <= maxSideSquareness;

export const viewOf = (square: Signal, span: Span): View => ({
  frontal: shareWhere(span, (frame) => isFrontal(square, frame)),
  side: shareWhere(span, (frame) => isSide(square, frame)),
});
