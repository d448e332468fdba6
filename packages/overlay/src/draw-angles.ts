import { type LandmarkName, landmarkNames, type OverlayOptions } from '@dance-pose/contracts';
import { angleDegrees, type JointAngle, jointAngles } from '@dance-pose/movement';
import type { Point } from './canvas-area.ts';
import { outlineWidth } from './draw-skeleton.ts';
import type { Figure, Joint } from './figure.ts';
import { outline } from './palette.ts';
import type { Pen } from './pen.ts';

/** In line widths of the figure. */
const arcRadius = 3.2;
const letterHeight = 3.4;

const colour = '#ffffff';

export interface AngleStyle {
  /** Joints to label, on both sides. */
  readonly joints: OverlayOptions['angleJoints'];
  /** Minimum legible letter height for a picture of this size, in pixels. */
  readonly minLetterHeight: number;
}

/** Draws an arc and the degrees at the chosen joints, as measured in the picture plane. */
export function drawAngles(
  pen: Pen,
  figure: Figure,
  { joints, minLetterHeight }: AngleStyle,
): void {
  const letters = Math.max(minLetterHeight, figure.lineWidth * letterHeight);
  const spans = jointAngles
    .filter(({ joint }) => joints.some((name) => joint.toLowerCase().endsWith(name)))
    .map((angle) => ({ angle, ends: endsOf(angle, figure) }));
  for (const { ends } of spans) drawArc(pen, ends, figure.lineWidth);
  // Labels come after all arcs, so that no line crosses a number.
  for (const { angle, ends } of spans) {
    const { a, vertex, b, alpha } = ends;
    if (alpha === 0) continue;
    const degrees = angleDegrees([a.x, a.y], [vertex.x, vertex.y], [b.x, b.y]);
    const inner = innerJoint[angle.joint];
    const side = inner === undefined ? bisector(ends) : outwards(ends, figure.joints[inner]);
    const position = offsetFrom(vertex, side, arcRadius * figure.lineWidth + letters);
    pen.label(`${Math.round(degrees)}°`, position, { colour, width: letters, alpha });
  }
}

interface Ends {
  readonly a: Joint;
  readonly vertex: Joint;
  readonly b: Joint;
  readonly alpha: number;
}

function endsOf({ ids }: JointAngle, { joints }: Figure): Ends {
  const [a, vertex, b] = ids.map((id) => joints[landmarkNames[id] ?? 'nose']) as [
    Joint,
    Joint,
    Joint,
  ];
  return { a, vertex, b, alpha: Math.min(a.alpha, vertex.alpha, b.alpha) };
}

function drawArc(pen: Pen, { a, vertex, b, alpha }: Ends, lineWidth: number): void {
  if (alpha === 0) return;
  const turn = wrap(direction(vertex, b) - direction(vertex, a));
  const start = direction(vertex, turn > 0 ? a : b);
  const width = lineWidth * 0.4;
  const radius = lineWidth * arcRadius;
  const outlined = width + 2 * outlineWidth(lineWidth);
  const end = start + Math.abs(turn);
  pen.arc(vertex, radius, start, end, { colour: outline, width: outlined, alpha });
  pen.arc(vertex, radius, start, end, { colour, width, alpha });
}

/** Direction of the bisector of the angle. */
function bisector({ a, vertex, b }: Ends): number {
  const toA = direction(vertex, a);
  return toA + wrap(direction(vertex, b) - toA) / 2;
}

/**
 * Direction perpendicular to the limb, on its outer side. The bisector would make the number jump from side to
 * side when a nearly straight knee or elbow fluctuates about 180°.
 */
function outwards({ a, vertex, b }: Ends, inner: Point): number {
  const across = direction(a, b) + Math.PI / 2;
  return Math.cos(across - direction(inner, vertex)) >= 0 ? across : across + Math.PI;
}

/** A joint on the inner side of each; shoulders have none, because their number is in the armpit. */
const innerJoint: Partial<Record<LandmarkName, LandmarkName>> = {
  leftElbow: 'rightHip',
  rightElbow: 'leftHip',
  leftHip: 'rightHip',
  rightHip: 'leftHip',
  leftKnee: 'rightKnee',
  rightKnee: 'leftKnee',
  leftAnkle: 'rightAnkle',
  rightAnkle: 'leftAnkle',
};

const direction = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x);

const offsetFrom = (from: Point, angle: number, distance: number): Point => ({
  x: from.x + distance * Math.cos(angle),
  y: from.y + distance * Math.sin(angle),
});

/** Normalises an angle to (−π, π]. */
const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
