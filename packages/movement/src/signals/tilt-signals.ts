import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees } from '../series/degrees.ts';
import { at, midPath, type PixelPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';

/** Degrees in the picture, as in Sports2D, but signed by the dancer's own left and right. */
export interface TiltSignals {
  /** From level; positive if the dancer's left side is higher, whichever way they face. −90 to 90. */
  readonly shoulders: Signal;
  readonly pelvis: Signal;
  /** Tilt of the line through the ears. */
  readonly head: Signal;
  /** Angle from vertical of the line from hips to shoulders; positive towards the right of the picture. */
  readonly trunk: Signal;
}

export function tiltSignals(track: CleanTrack): TiltSignals {
  const path = (name: LandmarkName): PixelPath => at(track.pixels, landmarkId[name]);
  return {
    shoulders: levelness(path('leftShoulder'), path('rightShoulder')),
    pelvis: levelness(path('leftHip'), path('rightHip')),
    head: levelness(path('leftEar'), path('rightEar')),
    trunk: uprightness(
      midPath(path('leftHip'), path('rightHip')),
      midPath(path('leftShoulder'), path('rightShoulder')),
    ),
  };
}

/** Angle of a line from horizontal, positive if its left end is higher. */
const levelness = (left: PixelPath, right: PixelPath): Signal =>
  signalOf(left.x.length, (frame) =>
    degrees(
      Math.atan2(
        valueAt(right.y, frame) - valueAt(left.y, frame),
        Math.abs(valueAt(left.x, frame) - valueAt(right.x, frame)),
      ),
    ),
  );

const uprightness = (low: PixelPath, high: PixelPath): Signal =>
  signalOf(low.x.length, (frame) =>
    degrees(
      Math.atan2(
        valueAt(high.x, frame) - valueAt(low.x, frame),
        valueAt(low.y, frame) - valueAt(high.y, frame),
      ),
    ),
  );
