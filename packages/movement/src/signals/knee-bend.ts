import { type Side, sides } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees, radians } from '../series/degrees.ts';
import { type Signal, valueAt } from '../series/signal.ts';
import { type AngleSignal, angleSignalOf } from './angle-signals.ts';
import type { Feet } from './feet.ts';
import { type LegExtension, legExtension } from './leg-extension.ts';

/** Flexion of a knee that stands, in degrees; 0 is straight, NaN while the foot is off the floor or not visible. */
export interface KneeBend {
  readonly bend: Signal;
  /** Standard deviation of `bend`. */
  readonly error: Signal;
  /** Flexion that hips, shoulders and head agree on. */
  readonly agreed: Signal;
  /** Value of `agreed` from which a knee is certainly not straight in this clip. */
  readonly straight: number;
}

/** Bend of each leg, and the mean of both while no foot is in the air. */
export type KneeBends = Readonly<Record<Side | 'both', KneeBend>>;

/** @param scale pixels per metre of the world. */
export function kneeBends(
  track: CleanTrack,
  { angles, feet, scale }: { angles: readonly AngleSignal[]; feet: Feet; scale: Signal },
): KneeBends {
  const of = (side: Side): KneeBend =>
    kneeBend(track, {
      knee: angleSignalOf(angles, 'knee', side),
      stands: feet[side].contact,
      scale,
    });
  const knees = { left: of('left'), right: of('right') };
  return { ...knees, both: bothKnees(knees, feet) };
}

function bothKnees({ left, right }: Record<Side, KneeBend>, feet: Feet): KneeBend {
  const inAir = (i: number): boolean => sides.some((side) => valueAt(feet[side].contact, i) === 0);
  const mean = (which: 'bend' | 'error' | 'agreed'): Signal =>
    left[which].map((value, i) =>
      inAir(i) ? Number.NaN : meanOfKnown(value, valueAt(right[which], i)),
    );
  const error = mean('error').map((own, i) => {
    const difference = Math.abs(valueAt(left.bend, i) - valueAt(right.bend, i));
    return Number.isNaN(difference) ? own : Math.hypot(own, differenceShare * difference);
  });
  const straight = meanOfKnown(left.straight, right.straight);
  return { bend: mean('bend'), error, agreed: mean('agreed'), straight };
}

/** In a lunge towards the camera the front leg looks too long and the other one too short: the mean suffers. */
const differenceShare = 0.3;

const meanOfKnown = (a: number, b: number): number => {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : (a + b) / 2;
};

function kneeBend(
  track: CleanTrack,
  { knee, stands, scale }: { knee: AngleSignal; stands: Signal; scale: Signal },
): KneeBend {
  const leg = legExtension(track, knee.side, { stands, scale });
  const [bend, error, agreed] = [leg.ratio, leg.error, leg.most].map((signal) =>
    new Float64Array(signal.length).fill(Number.NaN),
  ) as [Signal, Signal, Signal];
  for (let i = 0; i < track.frameCount; i += 1) {
    if (valueAt(stands, i) !== 1) continue;
    const own = estimateAt(leg, i);
    [bend[i], error[i]] = reconciled(
      own,
      180 - valueAt(knee.inPicture, i),
      180 - valueAt(knee.inSpace, i),
    );
    agreed[i] = bendFrom(valueAt(leg.most, i));
  }
  const straight = bendFrom(1 - straightError - straightNoise * leg.noise);
  return { bend, error, agreed, straight };
}

/** Share of its length by which a straight leg may look too short, apart from the noise of the clip, and in its units. */
const straightError = 0.006;
const straightNoise = 3;

interface Estimate {
  readonly bend: number;
  readonly error: number;
}

/** Bend from the length of the leg. Near a straight leg it hardly depends on it: the error is large there. */
function estimateAt({ ratio, error }: LegExtension, frame: number): Estimate {
  const [value, sd] = [valueAt(ratio, frame), valueAt(error, frame)];
  return { bend: bendFrom(value), error: (bendFrom(value - sd) - bendFrom(value + sd)) / 2 };
}

/**
 * Bend and error from all estimates. No view makes a bend look larger than it is, so the angle in the picture is a
 * lower bound. The angle in space is too small by up to 40° from some views, so it only adds to the error.
 * @param flat bend in the picture, NaN if the knee is hidden.
 * @param deep bend in space, likewise.
 */
function reconciled({ bend, error }: Estimate, flat: number, deep: number): [number, number] {
  const more = Math.max(0, (Number.isNaN(flat) ? bend : flat) - bend - flatError);
  const apart = Math.max(0, Math.abs((Number.isNaN(deep) ? bend : deep) - bend) - deepError);
  return [
    bend + (more * error ** 2) / (error ** 2 + flatError ** 2),
    Math.hypot(error, more / 2, deepShare * apart),
  ];
}

/** In degrees: error of the angle in the picture, and difference of the angle in space that means nothing. */
const flatError = 5;
const deepError = 20;

/** Share of a larger difference that counts as error. */
const deepShare = 0.15;

/** Degrees of bend of legs that stand straight: dancers do not lock their knees. */
export const straightBend = 12;
const straightCosine = Math.cos(radians(straightBend / 2));

/**
 * Bend in degrees of a leg with two equal bones.
 * @param ratio length of the leg relative to that of the straight leg.
 */
export const bendFrom = (ratio: number): number =>
  2 * degrees(Math.acos(Math.min(1, Math.max(0, ratio * straightCosine))));
