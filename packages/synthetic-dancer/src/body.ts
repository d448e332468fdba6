import type { Arm, Leg, Posture } from './posture.ts';
import type { Proportions } from './proportions.ts';
import {
  across,
  add,
  between,
  compose,
  type Rotation,
  radians,
  rotate,
  rotationOf,
  scale,
  subtract,
  unit,
  type Vector,
} from './space.ts';
import { bendAt } from './two-bones.ts';

export interface ArmBones {
  readonly shoulder: Vector;
  readonly elbow: Vector;
  readonly wrist: Vector;
  /** Unit vectors along the hand, and across it towards the thumb. */
  readonly along: Vector;
  readonly thumbwards: Vector;
}

export interface LegBones {
  readonly hip: Vector;
  readonly knee: Vector;
  readonly ankle: Vector;
  /** Unit vectors from heel to toes, and from sole to shin. */
  readonly forward: Vector;
  readonly upward: Vector;
}

/** Bones of a posture, in metres in the room. */
export interface Body {
  readonly hips: { readonly centre: Vector; readonly frame: Rotation };
  readonly waist: Vector;
  readonly chest: { readonly neckBase: Vector; readonly frame: Rotation };
  readonly head: { readonly centre: Vector; readonly frame: Rotation };
  readonly leftArm: ArmBones;
  readonly rightArm: ArmBones;
  readonly leftLeg: LegBones;
  readonly rightLeg: LegBones;
}

/** Left is +1 because the dancer's left is +x when they face the camera. */
type Hand = 1 | -1;

export interface Figure {
  readonly proportions: Proportions;
  /** Height of the whole body above the floor in metres. */
  readonly airborne: number;
}

/** A side of a figure. */
interface FigureSide extends Figure {
  readonly hand: Hand;
}

export const poseBody = (posture: Posture, figure: Figure): Body =>
  turned(poseFacingCamera(posture, figure), posture.facing.turn);

function turned(body: Body, turn: number): Body {
  const by = rotationOf({ turn, lean: 0, tilt: 0 });
  const { hips, waist, chest, head, leftArm, rightArm, leftLeg, rightLeg } = body;
  const bones = <Bones extends Record<keyof Bones, Vector>>(of: Bones): Bones => {
    const named = Object.entries<Vector>(of).map(([name, v]) => [name, rotate(by, v)]);
    return Object.fromEntries(named) as Bones;
  };
  return {
    hips: { centre: rotate(by, hips.centre), frame: compose(by, hips.frame) },
    waist: rotate(by, waist),
    chest: { neckBase: rotate(by, chest.neckBase), frame: compose(by, chest.frame) },
    head: { centre: rotate(by, head.centre), frame: compose(by, head.frame) },
    leftArm: bones(leftArm),
    rightArm: bones(rightArm),
    leftLeg: bones(leftLeg),
    rightLeg: bones(rightLeg),
  };
}

/** Like {@link poseBody}, before the dancer is turned. */
function poseFacingCamera(posture: Posture, figure: Figure): Body {
  const { proportions, airborne } = figure;
  const frame = rotationOf(posture.hips);
  const height = hipHeight(posture, proportions) + airborne;
  const centre: Vector = [posture.hips.x, height, posture.hips.z];
  const waist = add(centre, rotate(frame, [0, proportions.waist, 0]));
  const chestFrame = compose(frame, rotationOf(posture.chest));
  const neckBase = add(waist, rotate(chestFrame, [0, proportions.waistToNeck, 0]));
  const headFrame = compose(chestFrame, rotationOf(posture.head));
  const skull: Vector = [0, proportions.headCentre, 0.02];
  const headCentre = add(
    add(neckBase, rotate(chestFrame, [0, proportions.neck, 0])),
    rotate(headFrame, skull),
  );
  const hips = { centre, frame };
  const chest = { neckBase, frame: chestFrame };
  const [left, right] = [1, -1].map((hand) => ({ ...figure, hand })) as [FigureSide, FigureSide];
  return {
    hips,
    waist,
    chest,
    head: { centre: headCentre, frame: headFrame },
    leftArm: poseArm(posture.leftArm, left, chest),
    rightArm: poseArm(posture.rightArm, right, chest),
    leftLeg: poseLeg(posture.leftLeg, left, hips),
    rightLeg: poseLeg(posture.rightLeg, right, hips),
  };
}

function poseArm(arm: Arm, { hand, proportions }: FigureSide, chest: Body['chest']): ArmBones {
  const [raise, front, twist, elbowFlexion] = [arm.raise, arm.front, arm.twist, arm.elbow].map(
    radians,
  ) as [number, number, number, number];
  const inChest = (v: Vector): Vector => rotate(chest.frame, [v[0] * hand, v[1], v[2]]);
  const down: Vector = [
    Math.sin(raise) * Math.cos(front),
    -Math.cos(raise),
    Math.sin(raise) * Math.sin(front),
  ];
  const rising: Vector = [
    Math.cos(raise) * Math.cos(front),
    Math.sin(raise),
    Math.cos(raise) * Math.sin(front),
  ];
  const forward: Vector = [-Math.sin(front), 0, Math.cos(front)];
  const bend = add(scale(rising, Math.cos(twist)), scale(forward, Math.sin(twist)));
  const lower = add(scale(down, Math.cos(elbowFlexion)), scale(bend, Math.sin(elbowFlexion)));
  const thumb = subtract(scale(bend, Math.cos(elbowFlexion)), scale(down, Math.sin(elbowFlexion)));
  // The shoulder blade moves the joint up and inwards once the arm is above level.
  const shrug = (1 - Math.cos(raise)) ** 2 / 4;
  const { shoulderHalfWidth, upperArm, forearm } = proportions;
  const joint: Vector = [shoulderHalfWidth - 0.02 * shrug, 0.055 * shrug - 0.012, 0];
  const shoulder = add(chest.neckBase, inChest(joint));
  const elbow = add(shoulder, inChest(scale(down, upperArm)));
  const wrist = add(elbow, inChest(scale(lower, forearm)));
  return { shoulder, elbow, wrist, along: inChest(lower), thumbwards: inChest(thumb) };
}

function poseLeg(leg: Leg, side: FigureSide, hips: Body['hips']): LegBones {
  const { hand, proportions } = side;
  const hip = add(hips.centre, rotate(hips.frame, [hand * proportions.hipHalfWidth, 0, 0]));
  const standing = standingFoot(leg, side);
  const hung = hangingFoot(leg, side, hips.frame, hip);
  const ankle = between(standing.ankle, hung.ankle, leg.free);
  const hint = between(standing.forward, hung.kneewards, leg.free);
  const bones = bendAt(hip, ankle, hint, proportions);
  const shin = unit(subtract(bones.end, bones.middle));
  // A foot in the air is pointed along the shin.
  const pointed = unit(add(scale(shin, 0.9), scale(unit(hint), 0.45)));
  const forward = unit(between(standing.forward, pointed, leg.free));
  const shinwards = unit(across(scale(shin, -1), forward));
  const upward = unit(across(between(standing.upward, shinwards, leg.free), forward));
  return { hip, knee: bones.middle, ankle: bones.end, forward, upward };
}

interface FootPlace {
  readonly ankle: Vector;
  readonly forward: Vector;
  readonly upward: Vector;
}

function standingFoot(leg: Leg, { hand, airborne, proportions }: FigureSide): FootPlace {
  const frame = rotationOf({ turn: hand * leg.turnOut, lean: leg.heel, tilt: 0 });
  const flat = rotationOf({ turn: hand * leg.turnOut, lean: 0, tilt: 0 });
  const { ankleToBall, ankleHeight } = proportions;
  // The heel rises about the ball of the foot, which does not move.
  const ball = add([leg.x, leg.lift + airborne, leg.z], rotate(flat, [0, 0, ankleToBall]));
  const ankle = add(ball, rotate(frame, [0, ankleHeight, -ankleToBall]));
  return { ankle, forward: frame[2], upward: frame[1] };
}

function hangingFoot(
  leg: Leg,
  { hand, proportions }: FigureSide,
  frame: Rotation,
  hip: Vector,
): { ankle: Vector; kneewards: Vector } {
  const [raise, front] = [radians(leg.raise), radians(leg.front)];
  const { thigh, shank } = proportions;
  const reach = Math.sqrt(
    thigh ** 2 + shank ** 2 + 2 * thigh * shank * Math.cos(radians(leg.knee)),
  );
  const sideways = Math.sin(raise) * Math.cos(front) * hand;
  const direction: Vector = [sideways, -Math.cos(raise), Math.sin(raise) * Math.sin(front)];
  const rising: Vector = [
    Math.cos(raise) * Math.cos(front) * hand,
    Math.sin(raise),
    Math.cos(raise) * Math.sin(front),
  ];
  // Behind the body the knee points down: the heel, not the shin, bends towards the trunk.
  const upwards = 1 + 2 * Math.min(0, Math.sin(front));
  return {
    ankle: add(hip, scale(rotate(frame, direction), reach)),
    kneewards: rotate(frame, unit(add(scale(rising, upwards), [0, 0, 0.6]))),
  };
}

/** Maximum hip height at which both feet reach the floor with nearly straight legs, less the requested drop. */
function hipHeight({ hips, leftLeg, rightLeg }: Posture, proportions: Proportions): number {
  const reach = (proportions.thigh + proportions.shank) * maxStretch;
  const frame = rotationOf(hips);
  const bothFree = Math.min(leftLeg.free, rightLeg.free);
  const highest = ([leftLeg, rightLeg] as const).map((leg, i) => {
    const hand = i === 0 ? 1 : -1;
    const { ankle } = standingFoot(leg, { hand, airborne: 0, proportions });
    const [dx, dy, dz] = rotate(frame, [hand * proportions.hipHalfWidth, 0, 0]);
    const [x, , z] = subtract([hips.x + dx, 0, hips.z + dz], ankle);
    // A leg in the air does not limit the hip height, unless both are, as in a split leap.
    const freed = leg.free - bothFree;
    return ankle[1] + Math.sqrt(Math.max(0, reach ** 2 - x ** 2 - z ** 2)) - dy + freed;
  });
  return Math.min(...highest) - hips.drop;
}

/** Share of a leg's full length: dancers do not lock their knees. */
export const maxStretch = 0.996;
