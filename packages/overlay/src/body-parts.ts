import type { LandmarkName } from '@dance-pose/contracts';

export type Side = 'left' | 'right' | 'centre';

/** A line between two landmarks. */
export interface Bone {
  readonly from: LandmarkName;
  readonly to: LandmarkName;
  readonly side: Side;
  /** Factor on the line width of a limb: hands and feet are thinner than limbs, the face is thinnest. */
  readonly thickness: number;
}

/** Bones that share a depth, so that nearer parts are drawn over farther ones. */
export type BodyPart = readonly Bone[];

export const limb = 1;
const extremity = 0.6;
const features = 0.4;

const bone = (side: Side, thickness: number, from: LandmarkName, to: LandmarkName): Bone => ({
  from,
  to,
  side,
  thickness,
});

const arm = (side: 'left' | 'right'): BodyPart => [
  bone(side, limb, `${side}Shoulder`, `${side}Elbow`),
  bone(side, limb, `${side}Elbow`, `${side}Wrist`),
  bone(side, extremity, `${side}Wrist`, `${side}Thumb`),
  bone(side, extremity, `${side}Wrist`, `${side}Index`),
  bone(side, extremity, `${side}Index`, `${side}Pinky`),
  bone(side, extremity, `${side}Pinky`, `${side}Wrist`),
];

const leg = (side: 'left' | 'right'): BodyPart => [
  bone(side, limb, `${side}Hip`, `${side}Knee`),
  bone(side, limb, `${side}Knee`, `${side}Ankle`),
  bone(side, extremity, `${side}Ankle`, `${side}Heel`),
  bone(side, extremity, `${side}Heel`, `${side}FootIndex`),
  bone(side, extremity, `${side}FootIndex`, `${side}Ankle`),
];

const trunk: BodyPart = [
  bone('centre', limb, 'leftShoulder', 'rightShoulder'),
  bone('centre', limb, 'leftHip', 'rightHip'),
  bone('left', limb, 'leftShoulder', 'leftHip'),
  bone('right', limb, 'rightShoulder', 'rightHip'),
];

const face: BodyPart = [
  bone('centre', features, 'nose', 'leftEyeInner'),
  bone('centre', features, 'leftEyeInner', 'leftEye'),
  bone('centre', features, 'leftEye', 'leftEyeOuter'),
  bone('centre', features, 'leftEyeOuter', 'leftEar'),
  bone('centre', features, 'nose', 'rightEyeInner'),
  bone('centre', features, 'rightEyeInner', 'rightEye'),
  bone('centre', features, 'rightEye', 'rightEyeOuter'),
  bone('centre', features, 'rightEyeOuter', 'rightEar'),
  bone('centre', features, 'mouthLeft', 'mouthRight'),
];

export const bodyParts: readonly BodyPart[] = [
  face,
  trunk,
  arm('left'),
  arm('right'),
  leg('left'),
  leg('right'),
];

/** MediaPipe's 35 edges of a pose, by the names of their landmarks. */
export const poseConnections: readonly (readonly [LandmarkName, LandmarkName])[] =
  bodyParts.flatMap((bones) => bones.map(({ from, to }) => [from, to] as const));
