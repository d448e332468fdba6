import { type LandmarkName, landmarkId } from '@dance-pose/contracts';

/** Cartesian coordinates with the same scale on every axis: pixels or metres, never `[0,1]`. */
export type Point = readonly number[];

/**
 * Angle at `vertex` between the directions to `a` and `b`, in degrees `[0, 180]`; 180 is a straight limb.
 * Works in two or three dimensions. atan2 of the cross and dot products keeps its precision near 0 and 180,
 * where the arc cosine loses it (as in Sports2D; Pagnon 2024, JOSS 6849).
 */
export function angleDegrees(a: Point, vertex: Point, b: Point): number {
  const [ux, uy, uz] = difference(a, vertex);
  const [vx, vy, vz] = difference(b, vertex);
  const cross = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  return (Math.atan2(cross, ux * vx + uy * vy + uz * vz) * 180) / Math.PI;
}

function difference(to: Point, from: Point): [number, number, number] {
  const along = (axis: number): number => (to[axis] ?? 0) - (from[axis] ?? 0);
  return [along(0), along(1), along(2)];
}

export interface JointAngle {
  readonly joint: LandmarkName;
  /** Landmark ids of the joint, in the middle, and of the two ends. */
  readonly ids: readonly [end: number, vertex: number, end: number];
}

const triple = (a: LandmarkName, joint: LandmarkName, b: LandmarkName): JointAngle => ({
  joint,
  ids: [landmarkId[a], landmarkId[joint], landmarkId[b]],
});

/** Joints whose angles are measured, with the landmarks that define them. */
export const jointAngles: readonly JointAngle[] = [
  triple('leftShoulder', 'leftElbow', 'leftWrist'),
  triple('rightShoulder', 'rightElbow', 'rightWrist'),
  triple('leftHip', 'leftShoulder', 'leftElbow'),
  triple('rightHip', 'rightShoulder', 'rightElbow'),
  triple('leftShoulder', 'leftHip', 'leftKnee'),
  triple('rightShoulder', 'rightHip', 'rightKnee'),
  triple('leftHip', 'leftKnee', 'leftAnkle'),
  triple('rightHip', 'rightKnee', 'rightAnkle'),
  triple('leftKnee', 'leftAnkle', 'leftFootIndex'),
  triple('rightKnee', 'rightAnkle', 'rightFootIndex'),
];
