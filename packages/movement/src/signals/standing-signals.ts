import { landmarkId, type Side, sides } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { at } from '../series/landmark-paths.ts';
import { onlyWhere, type Signal, signalOf, valueAt } from '../series/signal.ts';
import { type AngleSignal, angleSignalOf } from './angle-signals.ts';
import { type Feet, standingFeet } from './feet.ts';
import type { LowerLegSignals } from './lower-leg-signals.ts';
import { isFrontal } from './view.ts';

/** Signals of legs that stand on the floor; NaN at all other times. */
export interface StandingSignals {
  /** Height of the hips over the lower sole while both feet are on the floor, in pixels. */
  readonly hipHeight: Signal;
  /** While both feet are still on the floor, and the dancer is square to the camera. */
  readonly turnout: Readonly<Record<Side, Signal>>;
  /** While the foot is on the floor, and the dancer is square to the camera. */
  readonly kneeInsideLine: Readonly<Record<Side, Signal>>;
  /** While the foot is on the floor and the knee is bent. */
  readonly kneeInsideToes: Readonly<Record<Side, Signal>>;
}

interface StandingInputs {
  readonly angles: readonly AngleSignal[];
  readonly feet: Feet;
  readonly legs: Readonly<Record<Side, LowerLegSignals>>;
  readonly square: Signal;
}

export function standingSignals(track: CleanTrack, inputs: StandingInputs): StandingSignals {
  return {
    hipHeight: hipHeight(track, inputs),
    turnout: turnoutOf(inputs),
    kneeInsideLine: bySide((side) => insideLine(inputs, side)),
    kneeInsideToes: bySide((side) => insideToes(inputs, side)),
  };
}

const bySide = <Value>(of: (side: Side) => Value): Record<Side, Value> => ({
  left: of('left'),
  right: of('right'),
});

function hipHeight({ pixels, frameCount }: CleanTrack, { feet }: StandingInputs): Signal {
  const hips = [at(pixels, landmarkId.leftHip).y, at(pixels, landmarkId.rightHip).y];
  const soles = sides.flatMap((side) => [feet[side].heel.y, feet[side].toe.y]);
  return signalOf(frameCount, (i) =>
    standingFeet(feet, i) === 2
      ? Math.max(...soles.map((y) => valueAt(y, i))) -
        hips.reduce((sum, y) => sum + valueAt(y, i), 0) / hips.length
      : Number.NaN,
  );
}

/** In S/s; a slower foot is still. */
const maxStillSpeed = 0.3;

function turnoutOf({ legs, feet, square }: StandingInputs): Record<Side, Signal> {
  const stands = (side: Side, i: number): boolean =>
    valueAt(feet[side].contact, i) === 1 && valueAt(feet[side].speed, i) < maxStillSpeed;
  const still = signalOf(square.length, (i) =>
    Number(isFrontal(square, i) && stands('left', i) && stands('right', i)),
  );
  return bySide((side) => onlyWhere(legs[side].turnout, (i) => valueAt(still, i) === 1));
}

const insideLine = ({ legs, feet, square }: StandingInputs, side: Side): Signal =>
  onlyWhere(
    legs[side].kneeInsideLine,
    (i) => valueAt(feet[side].contact, i) === 1 && isFrontal(square, i),
  );

/** Flexion in space, in degrees, from which the direction of a knee is defined. */
const minKneeFlexion = 35;

function insideToes({ angles, legs, feet }: StandingInputs, side: Side): Signal {
  const { inSpace } = angleSignalOf(angles, 'knee', side);
  return onlyWhere(
    legs[side].kneeInsideToes,
    (i) => valueAt(feet[side].contact, i) === 1 && 180 - valueAt(inSpace, i) >= minKneeFlexion,
  );
}
