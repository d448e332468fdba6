import { type LandmarkName, landmarkNames, type Person, type Size } from '@dance-pose/contracts';
import type { Point } from './canvas-area.ts';

/** A joint in pixels. */
export interface Joint extends Point {
  /** In pixels too; smaller is nearer to the camera. */
  readonly depth: number;
  /** 1 is opaque, 0 is not drawn. */
  readonly alpha: number;
}

/** A person in canvas pixels. */
export interface Figure {
  readonly joints: Readonly<Record<LandmarkName, Joint>>;
  /** Line width of a limb in pixels; the unit of all other sizes. */
  readonly lineWidth: number;
}

/**
 * Landmarks are opaque from the first visibility on, and not drawn below the second. MediaPipe's own drawing cuts
 * off at 0.5, which makes limbs blink while they turn away.
 */
const fadeFrom = 0.65;
const fadeTo = 0.3;

export function toJoint(person: Person, id: number, size: Size): Joint {
  const [x, y, z, visibility] = person.landmarks[id] ?? [0, 0, 0, 0];
  return {
    x: x * size.width,
    y: y * size.height,
    depth: z * size.width,
    alpha: smoothStep((visibility - fadeTo) / (fadeFrom - fadeTo)),
  };
}

export function toFigure(person: Person, size: Size): Figure {
  const joints = Object.fromEntries(
    landmarkNames.map((name, id) => [name, toJoint(person, id, size)]),
  ) as Record<LandmarkName, Joint>;
  return { joints, lineWidth: lineWidth(joints, Math.min(size.width, size.height)) };
}

/** In proportion to the person, within limits set by the picture. */
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
