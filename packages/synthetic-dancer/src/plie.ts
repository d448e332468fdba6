import { maxStretch } from './body.ts';
import type { Move } from './choreography.ts';
import type { PostureChange } from './posture.ts';
import { type BodyShape, proportionsOf, standardShape } from './proportions.ts';
import { radians } from './space.ts';

/** Feet of both sides: distance from the middle in metres, and turn-out in degrees. */
const positions = {
  parallel: { x: 0.1, turnOut: 5 },
  first: { x: 0.05, turnOut: 52 },
  second: { x: 0.3, turnOut: 48 },
} as const;

export type FootPosition = keyof typeof positions;

export interface Plie {
  /** Flexion of both knees at the deepest point in degrees; 0 is straight. */
  readonly bend: number;
  readonly position: FootPosition;
  /** Build of the dancer, whose lengths determine how far the hips sink. */
  readonly body?: Partial<BodyShape>;
  /** Counts down, and again up; 1 by default. */
  readonly takes?: number;
  /** Metres by which the hips move back, and degrees by which the trunk leans, as in a squat; 0 by default. */
  readonly back?: number;
  readonly lean?: number;
}

/**
 * Distance of the hips in metres below their height on straight legs (`drop` of a posture, without bounce) at which both
 * knees bend by `bend`.
 * @throws RangeError if the feet are further apart than legs so bent reach.
 */
export function dropForBend({ bend, position, body = {}, back = 0 }: Plie): number {
  const { thigh, shank, hipHalfWidth } = proportionsOf({ ...standardShape, ...body });
  const reach = Math.sqrt(thigh ** 2 + shank ** 2 + 2 * thigh * shank * Math.cos(radians(bend)));
  const aside = Math.hypot(positions[position].x - hipHalfWidth, back);
  if (reach < aside) throw new RangeError(`Knees bent by ${bend}° do not reach the feet.`);
  const height = (length: number): number => Math.sqrt(length ** 2 - aside ** 2);
  return height((thigh + shank) * maxStretch) - height(reach);
}

/** Down and up again, at the ends with straight knees. The feet take their position while the knees straighten before it. */
export function plie(of: Plie): Move {
  const { position, bend, takes = 1, back = 0, lean = 0 } = of;
  const { x, turnOut } = positions[position];
  const foot = { z: 0, turnOut, heel: 0, free: 0 };
  const feet: PostureChange = { leftLeg: { ...foot, x }, rightLeg: { ...foot, x: -x } };
  const straight = { x: 0, z: 0, turn: 0, lean: 0, tilt: 0, drop: 0, bounce: 0 };
  return {
    name: `plié of ${bend}° in ${position}`,
    counts: 2 * takes,
    keys: [
      { at: 0, takes, change: { ...feet, hips: straight } },
      { at: takes, takes, change: { hips: { z: -back, lean, drop: dropForBend(of) } } },
    ],
  };
}
