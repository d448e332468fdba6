import { landmarkId, type Side } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { knownIn, quantile, type Signal, signalOf, slowly, valueAt } from '../series/signal.ts';
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
  const soles = { left: soleOf(track, 'left'), right: soleOf(track, 'right') };
  const foot = (side: Side, other: Side): Foot => {
    const own = soles[side];
    const others = soles[other];
    const height = signalOf(track.frameCount, (i) =>
      Math.min(
        ...own.map((point, k) => {
          const ground = groundUnder(point, others[k] ?? point, i, track);
          return (ground - valueAt(point.y, i)) / track.scale.pixels;
        }),
      ),
    );
    const [heel, toe] = own.map(({ path }) => path) as [PixelPath, PixelPath];
    const [heelSpeed, toeSpeed] = [speedOf(heel, track), speedOf(toe, track)];
    const speed = signalOf(track.frameCount, (i) =>
      Math.min(valueAt(heelSpeed, i), valueAt(toeSpeed, i)),
    );
    return { heel, toe, height, speed, contact: contactOf(height, speed) };
  };
  return { left: foot('left', 'right'), right: foot('right', 'left') };
}

/** Heel or toe. Each has a floor of its own: in the picture one is lower than the other while both are on it. */
interface SolePoint {
  readonly path: PixelPath;
  readonly y: Signal;
  /** Picture row of the floor under it. */
  readonly floor: Signal;
  /** The same in metres of the world, down from the hips. */
  readonly worldFloor: Signal;
}

const soleOf = (track: CleanTrack, side: Side): SolePoint[] =>
  (['Heel', 'FootIndex'] as const).map((part) => {
    const id = landmarkId[`${side}${part}`];
    const path = at(track.pixels, id);
    const { y } = path;
    const worldFloor = floorUnder(at(track.world, id).y, track);
    return { path, y, floor: floorUnder(y, track), worldFloor };
  });

/**
 * A foot that never touches the floor has no floor of its own: it is that of the other foot if that is lower, in
 * the picture by more than a step towards the camera makes, and in the world.
 */
function groundUnder(
  own: SolePoint,
  other: SolePoint,
  frame: number,
  { scale }: CleanTrack,
): number {
  const [ground, others] = [valueAt(own.floor, frame), valueAt(other.floor, frame)];
  const lower = others - ground > maxFloorDifference * scale.pixels;
  const inSpace = valueAt(other.worldFloor, frame) - valueAt(own.worldFloor, frame);
  return lower && inSpace > maxWorldDifference * scale.metres ? others : ground;
}

/** Largest differences in S between the floors under the feet, when one foot is further from the camera. */
const maxFloorDifference = 0.3;
const maxWorldDifference = 0.25;

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

/** Picture row of the floor under a foot. */
const floorUnder = (lowest: Signal, { fps }: CleanTrack): Signal =>
  slowly({ length: lowest.length, fps, seconds: floorWindowSeconds }, (window) =>
    quantile(knownIn(lowest, window), floorQuantile),
  );

/** Number of feet on the floor, 0 to 2; NaN unless both are visible. */
export const standingFeet = ({ left, right }: Feet, frame: number): number =>
  valueAt(left.contact, frame) + valueAt(right.contact, frame);
