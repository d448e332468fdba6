import type { CleanTrack } from '../cleaning/clean-track.ts';
import type { PixelPath } from '../series/landmark-paths.ts';
import { rateOfChange, type Signal, signalOf, valueAt } from '../series/signal.ts';
import type { Feet, Foot } from './feet.ts';

/**
 * Balance as one camera sees it: only sideways in the picture. Distances in S, positive over the base of
 * support, negative beyond its edge; NaN while no foot is on the floor.
 */
export interface BalanceSignals {
  /** Edges of the base of support, in pixels from the left of the picture. */
  readonly baseFrom: Signal;
  readonly baseTo: Signal;
  /** Distance from the centre of mass to the nearer edge (Winter 1995). */
  readonly centreInBase: Signal;
  /** The same for the extrapolated centre of mass, which takes the velocity into account (Hof 2005). */
  readonly marginOfStability: Signal;
}

const gravity = 9.81;

/**
 * Half the width of a foot in S; the landmarks of heel and toe are in the middle of the foot. A foot is 0.055
 * of the body height wide (Winter, after Drillis and Contini 1966), and S is 0.288 of it.
 */
const halfFoot = 0.055 / 2 / 0.288;

export function balanceSignals(
  track: CleanTrack,
  { feet, centre }: { feet: Feet; centre: PixelPath },
): BalanceSignals {
  const { frameCount, fps, scale } = track;
  const baseFrom = signalOf(frameCount, (i) => edgeOf(feet, i, Math.min) - halfFoot * scale.pixels);
  const baseTo = signalOf(frameCount, (i) => edgeOf(feet, i, Math.max) + halfFoot * scale.pixels);
  const velocity = rateOfChange(centre.x, fps);
  const inside = (x: number, i: number): number =>
    Math.min(x - valueAt(baseFrom, i), valueAt(baseTo, i) - x) / scale.pixels;
  return {
    baseFrom,
    baseTo,
    centreInBase: signalOf(frameCount, (i) => inside(valueAt(centre.x, i), i)),
    marginOfStability: signalOf(frameCount, (i) => {
      const pendulum = (heightAboveFeet(feet, centre, i) / scale.pixels) * scale.metres;
      return inside(extrapolated(valueAt(centre.x, i), valueAt(velocity, i), pendulum), i);
    }),
  };
}

/**
 * Extrapolated centre of mass, `x + v / ω₀` with `ω₀ = √(g / l)` (A. L. Hof, M. G. J. Gazendam and
 * W. E. Sinke 2005, "The condition for dynamic stability", J. Biomechanics 38).
 * @param length of the pendulum in metres; `x` and `v` in any unit and that unit per second.
 */
export const extrapolated = (x: number, v: number, length: number): number =>
  x + v / Math.sqrt(gravity / length);

const standing = ({ left, right }: Feet, frame: number): Foot[] =>
  [left, right].filter(({ contact }) => valueAt(contact, frame) === 1);

/** NaN if no foot is on the floor. */
function edgeOf(feet: Feet, frame: number, outermost: typeof Math.min): number {
  const edges = standing(feet, frame).flatMap(({ heel, toe }) => [
    valueAt(heel.x, frame),
    valueAt(toe.x, frame),
  ]);
  return edges.length === 0 ? Number.NaN : outermost(...edges);
}

const heightAboveFeet = (feet: Feet, centre: PixelPath, frame: number): number =>
  Math.max(
    ...standing(feet, frame).map(({ heel, toe }) =>
      Math.max(valueAt(heel.y, frame), valueAt(toe.y, frame)),
    ),
  ) - valueAt(centre.y, frame);
