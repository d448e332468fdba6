import type { Attitude } from './space.ts';

/** Joint angles of an arm, in degrees. */
export interface Arm {
  /** From hanging down (0) through level (90) to straight up (180). */
  readonly raise: number;
  /** Plane in which it is raised: 0 to the side, 90 to the front. */
  readonly front: number;
  /** Flexion of the elbow; 0 is straight. */
  readonly elbow: number;
  /** Direction in which the forearm bends: 0 as the arm rises, 90 forward, 180 back down. */
  readonly twist: number;
}

/** A foot on the floor, a leg in the air, or a transition between the two. */
export interface Leg {
  /** Position of the foot, in metres from the middle of the floor; x to the dancer's left. */
  readonly x: number;
  readonly z: number;
  /** Height of the foot above the floor in metres, as in a step. */
  readonly lift: number;
  /** Degrees by which the toes point outwards. */
  readonly turnOut: number;
  /** Degrees by which the heel is raised about the ball of the foot. */
  readonly heel: number;
  /** 0: the foot is at x and z. 1: the leg hangs from the hip as `raise`, `front` and `knee` define. */
  readonly free: number;
  readonly raise: number;
  readonly front: number;
  /** Flexion of the free leg's knee in degrees; 0 is straight. */
  readonly knee: number;
}

/** In metres. */
export interface Hips extends Attitude {
  readonly x: number;
  readonly z: number;
  /** Distance of the hips below their height on straight legs. */
  readonly drop: number;
  /** Additional drop on every beat. */
  readonly bounce: number;
}

/** Orientation of the whole dancer, with the feet. */
interface Facing {
  /** Degrees about the vertical axis through the middle of the floor; 0 to the camera, positive to the dancer's left. */
  readonly turn: number;
}

/** Everything that can move, part by part. Numbers only, so that two postures can be interpolated. */
export interface Posture {
  readonly facing: Facing;
  readonly hips: Hips;
  readonly chest: Attitude;
  readonly head: Attitude;
  readonly leftArm: Arm;
  readonly rightArm: Arm;
  readonly leftLeg: Leg;
  readonly rightLeg: Leg;
}

/** Part of a posture that a move changes; the rest stays. */
export type PostureChange = { readonly [Part in keyof Posture]?: Partial<Posture[Part]> };

const level: Attitude = { turn: 0, lean: 0, tilt: 0 };
const hanging: Arm = { raise: 14, front: 10, elbow: 22, twist: 80 };
const standing: Leg = {
  x: 0.11,
  z: 0,
  lift: 0,
  turnOut: 14,
  heel: 0,
  free: 0,
  raise: 0,
  front: 90,
  knee: 0,
};

export const stance: Posture = {
  facing: { turn: 0 },
  hips: { ...level, x: 0, z: 0, drop: 0.01, bounce: 0.02 },
  chest: level,
  head: level,
  leftArm: hanging,
  rightArm: hanging,
  leftLeg: standing,
  rightLeg: { ...standing, x: -standing.x },
};

/** Interpolates linearly between two states of one part, number by number; `t` from 0 to 1. */
export function mix<Part extends object>(from: Part, to: Part, t: number): Part {
  const target = to as unknown as Readonly<Record<string, number>>;
  const mixed: Record<string, number> = {};
  for (const [name, value] of Object.entries(from) as [string, number][]) {
    mixed[name] = value + ((target[name] ?? value) - value) * t;
  }
  return mixed as Part;
}

/** Mirrors a change: swaps left and right. */
export function mirror(change: PostureChange): PostureChange {
  const { facing, hips, chest, head, leftArm, rightArm, leftLeg, rightLeg } = change;
  return {
    ...(facing && { facing: flip(facing, ['turn']) }),
    ...(hips && { hips: flip(hips, ['x', 'turn', 'tilt']) }),
    ...(chest && { chest: flip(chest, ['turn', 'tilt']) }),
    ...(head && { head: flip(head, ['turn', 'tilt']) }),
    ...(rightArm && { leftArm: rightArm }),
    ...(leftArm && { rightArm: leftArm }),
    ...(rightLeg && { leftLeg: flip(rightLeg, ['x']) }),
    ...(leftLeg && { rightLeg: flip(leftLeg, ['x']) }),
  };
}

function flip<Part extends object>(part: Part, names: readonly (keyof Part)[]): Part {
  const flipped = names
    .filter((name) => name in part)
    .map((name) => [name, -(part[name] as number)]);
  return { ...part, ...Object.fromEntries(flipped) };
}
