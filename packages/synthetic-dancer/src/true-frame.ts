import { type LandmarkName, landmarkNames, type WorldLandmark } from '@dance-pose/contracts';
import type { ArmBones, Body, LegBones } from './body.ts';
import { type Camera, fromCamera, type Pixel, project } from './camera.ts';
import { proportions } from './proportions.ts';
import { add, between, rotate, scale, subtract, type Vector } from './space.ts';

/** Ground truth of a frame. Both lists are in the order of `landmarkNames`. */
export interface TrueFrame {
  readonly index: number;
  readonly timeMs: number;
  /** The 33 landmarks, in pixels of the frame. */
  readonly pixels: readonly Pixel[];
  /** The 33 landmarks, in metres from the middle of the hips, along the camera's axes: x right, y down, z away. */
  readonly world: readonly WorldLandmark[];
}

/** Positions of the landmarks in the room, in metres. */
export type Positions = Readonly<Record<LandmarkName, Vector>>;

export function landmarkPositions(body: Body): Positions {
  const onHead = (x: number, y: number, z: number): Vector =>
    add(body.head.centre, rotate(body.head.frame, [x, y, z]));
  return {
    nose: onHead(0, -0.006, 0.11),
    leftEyeInner: onHead(0.018, 0.026, 0.09),
    leftEye: onHead(0.032, 0.027, 0.086),
    leftEyeOuter: onHead(0.046, 0.026, 0.076),
    rightEyeInner: onHead(-0.018, 0.026, 0.09),
    rightEye: onHead(-0.032, 0.027, 0.086),
    rightEyeOuter: onHead(-0.046, 0.026, 0.076),
    leftEar: onHead(0.072, 0.004, 0),
    rightEar: onHead(-0.072, 0.004, 0),
    mouthLeft: onHead(0.024, -0.046, 0.088),
    mouthRight: onHead(-0.024, -0.046, 0.088),
    ...named('left', body.leftArm, body.leftLeg),
    ...named('right', body.rightArm, body.rightLeg),
  } as Positions;
}

function named(side: 'left' | 'right', arm: ArmBones, leg: LegBones): Partial<Positions> {
  const { shoulder, elbow, wrist, along, thumbwards } = arm;
  const onHand = (forward: number, aside: number): Vector =>
    add(wrist, add(scale(along, forward), scale(thumbwards, aside)));
  const { hip, knee, ankle } = leg;
  return {
    [`${side}Shoulder`]: shoulder,
    [`${side}Elbow`]: elbow,
    [`${side}Wrist`]: wrist,
    [`${side}Pinky`]: onHand(0.085, -0.03),
    [`${side}Index`]: onHand(0.095, 0.022),
    [`${side}Thumb`]: onHand(0.06, 0.045),
    [`${side}Hip`]: hip,
    [`${side}Knee`]: knee,
    [`${side}Ankle`]: ankle,
    [`${side}Heel`]: heelOf(leg),
    [`${side}FootIndex`]: toesOf(leg),
  };
}

const onFoot = ({ ankle, forward, upward }: LegBones, along: number, up: number): Vector =>
  add(ankle, add(scale(forward, along), scale(upward, up)));

export const heelOf = (leg: LegBones): Vector =>
  onFoot(leg, -proportions.ankleToHeel, 0.025 - proportions.ankleHeight);

export const ballOf = (leg: LegBones): Vector =>
  onFoot(leg, proportions.ankleToBall, 0.03 - proportions.ankleHeight);

export const toesOf = (leg: LegBones): Vector =>
  onFoot(leg, proportions.ankleToBall + proportions.ballToToe, 0.025 - proportions.ankleHeight);

/** @param metre metres of the world in a metre of the room, see {@link Dance.camera}. */
export function trueFrame(
  at: Pick<TrueFrame, 'index' | 'timeMs'>,
  body: Body,
  camera: Camera,
  metre: number,
): TrueFrame {
  const positions = landmarkPositions(body);
  const origin = between(positions.leftHip, positions.rightHip, 0.5);
  return {
    ...at,
    pixels: landmarkNames.map((name) => project(camera, positions[name])),
    world: landmarkNames.map((name): WorldLandmark => {
      const [x, y, z] = scale(fromCamera(camera, subtract(positions[name], origin)), metre);
      return [x, y, z];
    }),
  };
}
