import { type LandmarkName, landmarkNames, type Person, type Size } from '@dance-pose/contracts';
import type { Point } from './canvas-area.ts';

/** A joint in pixels. */
export interface Joint extends Point {
  /** In pixels too; smaller is nearer to the camera. */
  readonly depth: number;
  /** 1 is drawn in full, 0 not at all. */
  readonly alpha: number;
}

/** A person as they lie on the picture. */
export interface Figure {
  readonly joints: Readonly<Record<LandmarkName, Joint>>;
  /** Width in pixels of the line of a limb; everything else is measured in it. */
  readonly lineWidth: number;
}

/**
 * Landmarks seen this well are drawn in full, those below the other bound not at all: MediaPipe's own
 * drawing leaves out everything below 0.5, which lets limbs blink while they turn away.
 */
const fadeFrom = 0.65;
const fadeTo = 0.3;

export function placeJoint(person: Person, id: number, size: Size): Joint {
  const [x, y, z, visibility] = person.landmarks[id] ?? [0, 0, 0, 0];
  return {
    x: x * size.width,
    y: y * size.height,
    depth: z * size.width,
    alpha: smoothStep((visibility - fadeTo) / (fadeFrom - fadeTo)),
  };
}

export function layOutFigure(person: Person, size: Size): Figure {
  const joints = Object.fromEntries(
    landmarkNames.map((name, id) => [name, placeJoint(person, id, size)]),
  ) as Record<LandmarkName, Joint>;
  return { joints, lineWidth: lineWidth(joints, Math.min(size.width, size.height)) };
}

/** Fits the person, within bounds set by the picture: never a hair line, never a beam. */
function lineWidth(joints: Figure['joints'], shorterSide: number): number {
  const length = (a: LandmarkName, b: LandmarkName): number =>
    Math.hypot(joints[a].x - joints[b].x, joints[a].y - joints[b].y);
  const longer = (pairs: readonly (readonly [LandmarkName, LandmarkName])[]): number =>
    Math.max(...pairs.map(([a, b]) => length(a, b)));
  const span =
    longer([
      ['leftShoulder', 'leftHip'],
      ['rightShoulder', 'rightHip'],
    ]) +
    longer([
      ['leftHip', 'leftKnee'],
      ['rightHip', 'rightKnee'],
    ]) +
    longer([
      ['leftKnee', 'leftAnkle'],
      ['rightKnee', 'rightAnkle'],
    ]);
  const thinnest = Math.max(1.5, shorterSide * 0.0025);
  return Math.min(Math.max(span * 0.014, thinnest), Math.max(thinnest, shorterSide * 0.01));
}

function smoothStep(t: number): number {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
}
