import { landmarkNames } from '@dance-pose/contracts';
import { angleDegrees, type JointAngle, jointAngles } from '@dance-pose/movement';
import { outlineWidth } from './draw-skeleton.ts';
import type { Figure, Joint } from './figure.ts';
import { outline } from './palette.ts';
import type { Pen } from './pen.ts';

/** An arc and the degrees at each elbow, shoulder, hip and knee, as measured in the plane of the picture. */
export function drawAngles(pen: Pen, figure: Figure, letterHeight: number): void {
  for (const angle of jointAngles) drawAngle(pen, figure, angle, letterHeight);
}

function drawAngle(pen: Pen, figure: Figure, { ids }: JointAngle, letterHeight: number): void {
  const [a, vertex, b] = ids.map((id) => figure.joints[landmarkNames[id] ?? 'nose']) as [
    Joint,
    Joint,
    Joint,
  ];
  const alpha = Math.min(a.alpha, vertex.alpha, b.alpha);
  if (alpha === 0) return;
  const degrees = angleDegrees([a.x, a.y], [vertex.x, vertex.y], [b.x, b.y]);
  const towards = (end: Joint): number => Math.atan2(end.y - vertex.y, end.x - vertex.x);
  const turn = wrap(towards(b) - towards(a));
  const start = turn > 0 ? towards(a) : towards(b);
  const radius = figure.lineWidth * arcRadius;
  const ink = { width: figure.lineWidth * 0.4, alpha };
  const edge = 2 * outlineWidth(figure.lineWidth);
  pen.arc(vertex, radius, start, start + Math.abs(turn), {
    ...ink,
    colour: outline,
    width: ink.width + edge,
  });
  pen.arc(vertex, radius, start, start + Math.abs(turn), { ...ink, colour: arcColour });
  const middle = start + Math.abs(turn) / 2;
  const reach = radius + letterHeight * 1.1;
  const place = { x: vertex.x + reach * Math.cos(middle), y: vertex.y + reach * Math.sin(middle) };
  pen.label(`${Math.round(degrees)}°`, place, { colour: arcColour, width: letterHeight, alpha });
}

/** In line widths. */
const arcRadius = 3;

const arcColour = '#ffffff';

/** Into (−π, π]. */
const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
