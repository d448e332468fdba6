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
  /** Which joints, on both sides. */
  readonly at: OverlayOptions['angleJoints'];
  /** Height in pixels that can still be read in a picture of this size. */
  readonly smallestLetters: number;
}

/** An arc and the degrees at the chosen joints, as measured in the plane of the picture. */
export function drawAngles(pen: Pen, figure: Figure, { at, smallestLetters }: AngleStyle): void {
  const letters = Math.max(smallestLetters, figure.lineWidth * letterHeight);
  const spans = jointAngles
    .filter(({ joint }) => at.some((name) => joint.toLowerCase().endsWith(name)))
    .map((angle) => ({ angle, ends: endsOf(angle, figure) }));
  for (const { ends } of spans) drawArc(pen, ends, figure.lineWidth);
  // Above all arcs, so that no line runs through a number.
  for (const { angle, ends } of spans) {
    const { a, vertex, b, alpha } = ends;
    if (alpha === 0) continue;
    const degrees = angleDegrees([a.x, a.y], [vertex.x, vertex.y], [b.x, b.y]);
    const inner = innerJoint[angle.joint];
    const side = inner === undefined ? between(ends) : outwards(ends, figure.joints[inner]);
    const place = beyond(vertex, side, arcRadius * figure.lineWidth + letters);
    pen.label(`${Math.round(degrees)}°`, place, { colour, width: letters, alpha });
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
  const edged = width + 2 * outlineWidth(lineWidth);
  const end = start + Math.abs(turn);
  pen.arc(vertex, radius, start, end, { colour: outline, width: edged, alpha });
  pen.arc(vertex, radius, start, end, { colour, width, alpha });
}

/** The direction that halves the angle. */
function between({ a, vertex, b }: Ends): number {
  const toA = direction(vertex, a);
  return toA + wrap(direction(vertex, b) - toA) / 2;
}

/**
 * Across the limb, on its outer side. Halving the angle instead would make the number jump from side to
 * side whenever a nearly straight knee or elbow wavers about 180°.
 */
function outwards({ a, vertex, b }: Ends, inner: Point): number {
  const across = direction(a, b) + Math.PI / 2;
  return Math.cos(across - direction(inner, vertex)) >= 0 ? across : across + Math.PI;
}

/** A joint on the inner side of each; shoulders have none, their number lies in the armpit. */
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

const beyond = (from: Point, angle: number, distance: number): Point => ({
  x: from.x + distance * Math.cos(angle),
  y: from.y + distance * Math.sin(angle),
});

/** Into (−π, π]. */
const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
