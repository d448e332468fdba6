import { type LandmarkName, landmarkId, type Side } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { knownIn, quantile, type Signal, signalOf, valueAt } from '../series/signal.ts';
import { speedOf } from './speeds.ts';

export interface Foot {
  readonly heel: PixelPath;
  readonly toe: PixelPath;
  /** Height of the lower of heel and toe above the floor, in S. */
  readonly height: Signal;
  /** Speed of the slower of heel and toe, in S/s. */
  readonly speed: Signal;
  /** 1 on the floor, 0 off it; NaN if the foot is not visible. */
  readonly contact: Signal;
}

export type Feet = Readonly<Record<Side, Foot>>;

/** A foot is on the floor if it is below this height, in S, and below this speed, in S/s (Winter 1995). */
const contactHeight = 0.12;
const contactSpeed = 1;

/** Assumes a fixed camera: the floor is at the lowest positions of the feet. */
export function findFeet(track: CleanTrack): Feet {
  const path = (name: LandmarkName): PixelPath => at(track.pixels, landmarkId[name]);
  const soles = {
    left: { heel: path('leftHeel'), toe: path('leftFootIndex') },
    right: { heel: path('rightHeel'), toe: path('rightFootIndex') },
  };
  const lowest = { left: lowestOf(soles.left), right: lowestOf(soles.right) };
  const floor = { left: floorUnder(lowest.left, track), right: floorUnder(lowest.right, track) };
  const foot = (side: Side, other: Side): Foot => {
    const height = signalOf(track.frameCount, (i) => {
      const [own, others] = [valueAt(floor[side], i), valueAt(floor[other], i)];
      // A foot that never touches the floor has no floor estimate of its own; use that of the other foot.
      const ground = others - own > maxFloorDifference * track.scale.pixels ? others : own;
      return (ground - valueAt(lowest[side], i)) / track.scale.pixels;
    });
    const { heel, toe } = soles[side];
    const [heelSpeed, toeSpeed] = [speedOf(heel, track), speedOf(toe, track)];
    const speed = signalOf(track.frameCount, (i) =>
      Math.min(valueAt(heelSpeed, i), valueAt(toeSpeed, i)),
    );
    return { ...soles[side], height, speed, contact: contactOf(height, speed) };
  };
  return { left: foot('left', 'right'), right: foot('right', 'left') };
}

/** Maximum difference in S between the floors under the feet, when one foot is further from the camera. */
const maxFloorDifference = 0.3;

const lowestOf = ({ heel, toe }: { heel: PixelPath; toe: PixelPath }): Signal =>
  signalOf(heel.y.length, (i) => Math.max(valueAt(heel.y, i), valueAt(toe.y, i)));

const contactOf = (height: Signal, speed: Signal): Signal =>
  signalOf(height.length, (i) => {
    const [up, fast] = [valueAt(height, i), valueAt(speed, i)];
    if (Number.isNaN(up)) return Number.NaN;
    if (up > contactHeight) return 0;
    return Number.isNaN(fast) ? Number.NaN : Number(fast < contactSpeed);
  });

/** Long enough for every foot to come down, short enough to follow a dancer who comes closer. */
const floorWindowSeconds = 4;

/** The single lowest value is an error of the engine; the floor is just above it. */
const floorQuantile = 0.9;

/** Picture row of the floor under a foot. Computed every half second, linear in between. */
function floorUnder(lowest: Signal, { fps }: CleanTrack): Signal {
  const every = Math.max(1, Math.round(fps / 2));
  const reach = Math.round((floorWindowSeconds * fps) / 2);
  const knots = signalOf(Math.ceil(lowest.length / every) + 1, (k) => {
    const middle = k * every;
    const window = {
      from: Math.max(0, middle - reach),
      to: Math.min(lowest.length, middle + reach),
    };
    return quantile(knownIn(lowest, window), floorQuantile);
  });
  return signalOf(lowest.length, (i) => {
    const k = Math.floor(i / every);
    const fraction = i / every - k;
    const [before, after] = [valueAt(knots, k), valueAt(knots, k + 1)];
    if (Number.isNaN(before)) return after;
    return Number.isNaN(after) ? before : before + fraction * (after - before);
  });
}

/** Number of feet on the floor, 0 to 2; NaN unless both are visible. */
export const standingFeet = ({ left, right }: Feet, frame: number): number =>
  valueAt(left.contact, frame) + valueAt(right.contact, frame);
