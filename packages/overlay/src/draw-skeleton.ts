import type { LandmarkName } from '@dance-pose/contracts';
import { type BodyPart, type Bone, bodyParts, limb, type Side } from './body-parts.ts';
import type { Figure, Joint } from './figure.ts';
import { outline, type Palette } from './palette.ts';
import type { Pen } from './pen.ts';

/** Lines from back to front, each part edged so that crossing limbs stay apart; joints above all lines. */
export function drawSkeleton(pen: Pen, figure: Figure, palette: Palette): void {
  const backToFront = bodyParts.toSorted((a, b) => depth(b, figure) - depth(a, figure));
  for (const part of backToFront) drawPart(pen, part, figure, palette);
  for (const [name, side] of dots)
    drawDot(pen, figure.joints[name], figure.lineWidth, palette[side]);
}

/** A soft body of light around the bones, for a picture so dark that the dancer can hardly be seen. */
export function drawGlow(pen: Pen, { joints, lineWidth }: Figure, palette: Palette): void {
  for (const side of ['centre', 'left', 'right'] as const) {
    const lines = bodyParts
      .flat()
      .filter((bone) => bone.side === side && bone.thickness === limb)
      .map(({ from, to }) => [joints[from], joints[to]] as const)
      .filter((ends) => ends.every(({ alpha }) => alpha > 0.5));
    if (lines.length === 0) continue;
    for (const width of glowWidths) {
      pen.lines(lines, { colour: palette[side], width: width * lineWidth, alpha: glowAlpha });
    }
  }
}

/** In line widths, one over the other. */
const glowWidths = [9, 7.5, 6, 4.5, 3];
const glowAlpha = 0.065;

/** Width in pixels by which the outline stands out on each side of a line. */
export const outlineWidth = (lineWidth: number): number => Math.max(1, lineWidth * 0.22);

function drawPart(pen: Pen, part: BodyPart, figure: Figure, palette: Palette): void {
  const edge = outlineWidth(figure.lineWidth);
  const visible = part
    .map((bone) => ({ bone, ends: [figure.joints[bone.from], figure.joints[bone.to]] as const }))
    .map(({ bone, ends }) => ({ bone, ends, alpha: Math.min(ends[0].alpha, ends[1].alpha) }))
    .filter(({ alpha }) => alpha > 0);
  for (const { bone, ends, alpha } of visible) {
    const width = figure.lineWidth * bone.thickness + 2 * edge;
    // Squared, so that a fading line loses its dark edge before its colour.
    pen.line(...ends, { colour: outline, width, alpha: outlineAlpha * alpha ** 2 });
  }
  for (const { bone, ends, alpha } of visible) {
    const width = figure.lineWidth * bone.thickness;
    pen.line(...ends, { colour: palette[bone.side], width, alpha });
  }
}

const outlineAlpha = 0.8;

function depth(part: BodyPart, { joints }: Figure): number {
  const sum = (total: number, { from, to }: Bone): number =>
    total + joints[from].depth + joints[to].depth;
  return part.reduce(sum, 0) / part.length;
}

const dots: readonly (readonly [LandmarkName, Side])[] = (['left', 'right'] as const).flatMap(
  (side) =>
    (['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'] as const).map(
      (joint) => [`${side}${joint}`, side] as const,
    ),
);

function drawDot(pen: Pen, joint: Joint, lineWidth: number, colour: string): void {
  const { alpha } = joint;
  if (alpha === 0) return;
  pen.dot(joint, lineWidth + outlineWidth(lineWidth), { colour: outline, alpha });
  pen.dot(joint, lineWidth, { colour, alpha });
  pen.dot(joint, lineWidth * 0.45, { colour: dotCentre, alpha });
}

const dotCentre = '#ffffff';
