import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { knownIn, quantile, type Signal, signalOf, valueAt } from '../series/signal.ts';
import type { Side } from './angle-signals.ts';
import { speedOf } from './speeds.ts';

export interface Foot {
  readonly heel: PixelPath;
  readonly toe: PixelPath;
  /** Of the lower of heel and toe above the floor, in S. */
  readonly height: Signal;
  /** Of the slower of heel and toe, in S/s. */
  readonly speed: Signal;
  /** 1 on the floor, 0 off it; NaN when the foot is not in sight. */
  readonly contact: Signal;
}

export type Feet = Readonly<Record<Side, Foot>>;

/** A foot stands when it is this near to the floor, in S, and this slow, in S/s (Winter 1995). */
const contactHeight = 0.12;
const contactSpeed = 1;

/** The camera stands still: the floor is where the feet come down to. */
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
      // A foot that was in the air all the time never showed where its floor is; the other one did.
      const ground = others - own > greatestStep * track.scale.pixels ? others : own;
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

/** S by which the floor under one foot may lie higher in the picture, because that foot is further back. */
const greatestStep = 0.3;

const lowestOf = ({ heel, toe }: { heel: PixelPath; toe: PixelPath }): Signal =>
  signalOf(heel.y.length, (i) => Math.max(valueAt(heel.y, i), valueAt(toe.y, i)));

const contactOf = (height: Signal, speed: Signal): Signal =>
  signalOf(height.length, (i) => {
    const [up, fast] = [valueAt(height, i), valueAt(speed, i)];
    if (Number.isNaN(up)) return Number.NaN;
    if (up > contactHeight) return 0;
    return Number.isNaN(fast) ? Number.NaN : Number(fast < contactSpeed);
  });

/** Long enough for every foot to come down, short enough to follow a dancer who comes nearer. */
const floorWindowSeconds = 4;

/** The floor is not where the single lowest value is, which is the engine's error, but just above. */
const floorShare = 0.9;

/** Where the floor is under a foot, as a row of the picture. Looked up every half second, straight between. */
function floorUnder(lowest: Signal, { fps }: CleanTrack): Signal {
  const every = Math.max(1, Math.round(fps / 2));
  const reach = Math.round((floorWindowSeconds * fps) / 2);
  const knots = signalOf(Math.ceil(lowest.length / every) + 1, (k) => {
    const middle = k * every;
    const window = {
      from: Math.max(0, middle - reach),
      to: Math.min(lowest.length, middle + reach),
    };
    return quantile(knownIn(lowest, window), floorShare);
  });
  return signalOf(lowest.length, (i) => {
    const k = Math.floor(i / every);
    const way = i / every - k;
    const [before, after] = [valueAt(knots, k), valueAt(knots, k + 1)];
    if (Number.isNaN(before)) return after;
    return Number.isNaN(after) ? before : before + way * (after - before);
  });
}

/** How many feet stand, 0 to 2; NaN when not both are in sight. */
export const standingFeet = ({ left, right }: Feet, frame: number): number =>
  valueAt(left.contact, frame) + valueAt(right.contact, frame);
