import type { LandmarkName } from '@dance-pose/contracts';
import { type BodyPart, type Bone, bodyParts, limb, type Side } from './body-parts.ts';
import type { Figure } from './figure.ts';
import { outline, type Palette } from './palette.ts';
import type { Pen } from './pen.ts';

/** Draws lines from back to front, each part with an outline that separates crossing limbs; joints on top. */
export function drawSkeleton(pen: Pen, figure: Figure, palette: Palette): void {
  const backToFront = bodyParts.toSorted((a, b) => depth(b, figure) - depth(a, figure));
  for (const part of backToFront) drawPart(pen, part, figure, palette);
  drawDots(pen, figure, palette);
}

/** Draws a soft glow around the bones, for pictures so dark that the dancer is hardly visible. */
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

/** In line widths; drawn over each other. */
const glowWidths = [9, 7.5, 6, 4.5, 3];
const glowAlpha = 0.065;

/** Width in pixels of the outline on each side of a line. */
export const outlineWidth = (lineWidth: number): number => Math.max(1, lineWidth * 0.22);

function drawPart(pen: Pen, part: BodyPart, { joints, lineWidth }: Figure, palette: Palette): void {
  const edge = outlineWidth(lineWidth);
  const visible = part
    .map((bone) => ({ ...bone, ends: [joints[bone.from], joints[bone.to]] as const }))
    .map((line) => ({ ...line, alpha: Math.min(line.ends[0].alpha, line.ends[1].alpha) }))
    .filter(({ alpha }) => alpha > 0);
  // Lines of the same style are drawn in one stroke, which is faster than one by one.
  const byStyle = Map.groupBy(
    visible,
    ({ side, thickness, alpha }) => `${side} ${thickness} ${alpha}`,
  );
  const groups = [...byStyle.values()].flatMap((lines) =>
    lines[0] ? [{ ...lines[0], lines: lines.map(({ ends }) => ends) }] : [],
  );
  for (const { lines, thickness, alpha } of groups) {
    const width = lineWidth * thickness + 2 * edge;
    // Squared, so that a fading line loses its dark outline before its colour.
    pen.lines(lines, { colour: outline, width, alpha: outlineAlpha * alpha ** 2 });
  }
  for (const { lines, side, thickness, alpha } of groups) {
    pen.lines(lines, { colour: palette[side], width: lineWidth * thickness, alpha });
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

function drawDots(pen: Pen, { joints, lineWidth }: Figure, palette: Palette): void {
  const visible = dots
    .map(([name, side]) => ({ joint: joints[name], colour: palette[side] }))
    .filter(({ joint }) => joint.alpha > 0);
  const byStyle = Map.groupBy(visible, ({ joint, colour }) => `${colour} ${joint.alpha}`);
  for (const group of byStyle.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { alpha } = first.joint;
    const centres = group.map(({ joint }) => joint);
    pen.dots(centres, lineWidth + outlineWidth(lineWidth), { colour: outline, alpha });
    pen.dots(centres, lineWidth, { colour: first.colour, alpha });
    pen.dots(centres, lineWidth * 0.45, { colour: dotCentre, alpha });
  }
}

const dotCentre = '#ffffff';
