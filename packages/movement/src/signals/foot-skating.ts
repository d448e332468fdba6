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

/** Whether the feet slide over the floor as no feet do: an alarm about the tracking, not about the dancer. */
export interface FootSkating {
  /**
   * Physical foot contact score: a body can only speed up against a foot that stands (J. Tseng,
   * R. Castellon and C. K. Liu 2023, "EDGE"). Slower foot × slower foot × acceleration of the hips, per
   * frame; its mean × 10⁴ is the score. Feet in metres per thirtieth of a second, as in the paper, but
   * only from side to side of the picture; acceleration as a share of its greatest.
   */
  readonly contactScore: Signal;
  /** Speed of a foot that stands, in S/s. */
  readonly slip: Signal;
}

const thirtieth = 1 / 30;

/** S/s²: a body that is never pushed harder stands still, and what is measured is the engine's trembling. */
const leastPush = 0.1;

export function footSkating(track: CleanTrack, feet: Feet): FootSkating {
  const { fps, scale, frameCount } = track;
  const metres = scale.metres / scale.pixels;
  const hips = midPath(at(track.pixels, leftHip), at(track.pixels, rightHip));
  const sideways = rateOfChange(rateOfChange(hips.x, fps), fps);
  const down = rateOfChange(rateOfChange(hips.y, fps), fps);
  // Downwards gravity accelerates a body without any foot.
  const pushed = signalOf(frameCount, (i) =>
    Math.hypot(valueAt(sideways, i), Math.min(0, valueAt(down, i))),
  );
  const greatest = knownIn(pushed, wholeOf(pushed)).reduce(
    (most, push) => Math.max(most, push),
    leastPush * scale.pixels,
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
        valueAt(pushed, i) / greatest,
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
