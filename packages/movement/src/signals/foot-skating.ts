import { landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, midPath } from '../series/landmark-paths.ts';
import {
  knownIn,
  mean,
  rateOfChange,
  type Signal,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import type { Feet } from './feet.ts';

/** Sliding of feet on the floor: a warning sign about the tracking, not about the dancer. */
export interface FootSkating {
  /**
   * Physical foot contact score: a body can only accelerate against a foot on the floor (J. Tseng,
   * R. Castellon and C. K. Liu 2023, "EDGE"). Per frame: speed of the left foot × speed of the right foot ×
   * acceleration of the hips; the score is the mean × 10⁴. A foot's speed is that of the slower of heel and toe,
   * in metres per thirtieth of a second as in the paper, but only sideways in the picture; the acceleration is
   * a share of its maximum.
   */
  readonly contactScore: Signal;
  /** Speed of feet on the floor, in S/s. */
  readonly slip: Signal;
}

const thirtieth = 1 / 30;

/** S/s²; below this the body stands still and the acceleration is jitter of the engine. */
const minPush = 0.1;

export function footSkating(track: CleanTrack, feet: Feet): FootSkating {
  const { fps, scale, frameCount } = track;
  const metres = scale.metres / scale.pixels;
  const hips = midPath(at(track.pixels, leftHip), at(track.pixels, rightHip));
  const sideways = rateOfChange(rateOfChange(hips.x, fps), fps);
  const down = rateOfChange(rateOfChange(hips.y, fps), fps);
  // Gravity accelerates a body downwards without support.
  const pushes = signalOf(frameCount, (i) =>
    Math.hypot(valueAt(sideways, i), Math.min(0, valueAt(down, i))),
  );
  const maxPush = knownIn(pushes, wholeOf(pushes)).reduce(
    (most, push) => Math.max(most, push),
    minPush * scale.pixels,
  );
  const speeds = [feet.left, feet.right].map(({ heel, toe }) => [
    rateOfChange(heel.x, fps),
    rateOfChange(toe.x, fps),
  ]);
  const slowest = ([heel, toe]: Signal[], i: number): number =>
    Math.min(...[heel, toe].map((speed) => Math.abs(speed ? valueAt(speed, i) : Number.NaN))) *
    metres *
    thirtieth;
  return {
    contactScore: signalOf(frameCount, (i) => {
      return speeds.reduce(
        (product, foot) => product * slowest(foot, i),
        valueAt(pushes, i) / maxPush,
      );
    }),
    slip: meanSlip(feet, frameCount),
  };
}

const { leftHip, rightHip } = landmarkId;

const meanSlip = ({ left, right }: Feet, frameCount: number): Signal =>
  signalOf(frameCount, (i) =>
    mean(
      [left, right]
        .filter(({ contact }) => valueAt(contact, i) === 1)
        .map(({ speed }) => valueAt(speed, i)),
    ),
  );

/** The score of a track: its mean × 10⁴. */
export const contactScoreOf = (known: Float64Array): number => mean(known) * 1e4;
