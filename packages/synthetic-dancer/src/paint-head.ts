import type { Body } from './body.ts';
import { type Brush, css, tint } from './brush.ts';
import type { Pixel } from './camera.ts';
import type { Section } from './shape.ts';
import { add, rotate, type Vector } from './space.ts';

type Head = Body['head'];

/** Maps a point in the head's own frame: x to the dancer's left, y up, z forward, metres from its centre. */
type OnHead = (x: number, y: number, z: number) => Vector;

export function paintHead(brush: Brush, head: Head): void {
  const at: OnHead = (x, y, z) => add(head.centre, rotate(head.frame, [x, y, z]));
  const facing = head.frame[2][2];
  const skull = [
    brush.ball(at(0, 0.03, -0.012), 0.088),
    brush.ball(at(0, -0.05, 0.026), 0.056),
    brush.ball(at(0, -0.083, 0.042), 0.03),
  ];
  const hair = [brush.ball(at(0, 0.042, -0.02), 0.098), brush.ball(at(0, 0.02, -0.05), 0.074)];
  const bun = [brush.ball(at(0, 0.138, -0.06), 0.044)];
  if (facing < backTurned) {
    brush.solid(skull, brush.colours.skin);
    brush.solid(hair, brush.colours.hair);
    brush.solid(bun, tint(brush.colours.hair, 0.05));
    return;
  }
  brush.solid(bun, tint(brush.colours.hair, 0.05));
  brush.solid(hair, brush.colours.hair, { contrast: 0.7 });
  for (const side of [1, -1] as const) paintEar(brush, at, side);
  brush.solid(skull, brush.colours.skin, { contrast: 0.75 });
  paintFace(brush, head, at);
  paintFringe(brush, at);
}

/** Limit of the face's direction, away from the camera, beyond which only hair is visible. */
const backTurned = -0.15;

export function paintNeck(brush: Brush, { chest, head }: Body): void {
  const root = add(chest.neckBase, rotate(chest.frame, [0, -0.02, 0]));
  const top = add(head.centre, rotate(head.frame, [0, -0.06, -0.01]));
  brush.solid([brush.ball(root, 0.058), brush.ball(top, 0.05)], tint(brush.colours.skin, -0.16));
}

function paintEar(brush: Brush, at: OnHead, side: 1 | -1): void {
  const ear: Section[] = [
    brush.ball(at(side * 0.084, 0.012, -0.008), 0.016),
    brush.ball(at(side * 0.08, -0.018, -0.004), 0.011),
  ];
  brush.solid(ear, tint(brush.colours.skin, -0.06), { contrast: 0.6 });
}

function paintFace(brush: Brush, head: Head, at: OnHead): void {
  const mm = brush.pixels(0.001, head.centre);
  for (const side of [1, -1] as const) {
    const outwards = rotate(head.frame, [side * 0.4, 0, 0.92]);
    if (outwards[2] > 0.15) paintEye(brush, at, side, { mm, squeeze: outwards[2] });
  }
  const shade = css(tint(brush.colours.skin, -0.4), 0.8);
  const nose = [at(0.009, 0.016, 0.094), at(0.013, -0.008, 0.104), at(0.004, -0.015, 0.108)];
  brush.line(
    nose.map((point) => brush.project(point)),
    shade,
    2.2 * mm,
  );
  const lips = [
    at(0.024, -0.045, 0.088),
    at(0.012, -0.05, 0.095),
    at(0, -0.051, 0.097),
    at(-0.012, -0.05, 0.095),
    at(-0.024, -0.045, 0.088),
  ];
  brush.line(
    lips.map((point) => brush.project(point)),
    css(brush.colours.lips),
    5.5 * mm,
  );
  for (const side of [1, -1] as const) {
    const cheek = brush.project(at(side * 0.044, -0.03, 0.076));
    blush(brush, cheek, 17 * mm);
  }
}

function blush(brush: Brush, [x, y]: Pixel, radius: number): void {
  const { context } = brush;
  const glow = context.createRadialGradient(x, y, 0, x, y, radius);
  glow.addColorStop(0, css([214, 104, 84], 0.28));
  glow.addColorStop(1, css([214, 104, 84], 0));
  context.fillStyle = glow;
  context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

function paintEye(
  brush: Brush,
  at: OnHead,
  side: 1 | -1,
  { mm, squeeze }: { mm: number; squeeze: number },
): void {
  const { context } = brush;
  const [x, y] = brush.project(at(side * 0.032, 0.026, 0.086));
  const ellipse = (width: number, height: number, colour: string): void => {
    context.beginPath();
    context.ellipse(x, y, width * mm * squeeze, height * mm, 0, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  };
  ellipse(14, 7.5, css([246, 242, 236]));
  ellipse(6.6, 6.8, css(brush.colours.eyes));
  const through = (points: readonly Vector[]): Pixel[] =>
    points.map((point) => brush.project(point));
  const lid = [
    at(side * 0.017, 0.028, 0.09),
    at(side * 0.026, 0.0345, 0.091),
    at(side * 0.038, 0.034, 0.086),
    at(side * 0.049, 0.027, 0.076),
  ];
  brush.line(through(lid), css(tint(brush.colours.hair, -0.2)), 3.2 * mm);
  const brow = [
    at(side * 0.015, 0.047, 0.092),
    at(side * 0.032, 0.053, 0.088),
    at(side * 0.051, 0.046, 0.074),
  ];
  brush.line(through(brow), css(brush.colours.hair, 0.9), 4.6 * mm);
}

/** Hair over the forehead: from ear to ear along the hairline and back over the crown. */
function paintFringe(brush: Brush, at: OnHead): void {
  const hairline: Vector[] = [
    at(0.092, -0.02, -0.01),
    at(0.086, 0.03, 0.025),
    at(0.068, 0.068, 0.05),
    at(0.03, 0.088, 0.068),
    at(-0.012, 0.092, 0.071),
    at(-0.05, 0.078, 0.06),
    at(-0.078, 0.05, 0.038),
    at(-0.09, 0.012, 0.012),
    at(-0.092, -0.02, -0.01),
  ];
  const crown = Array.from({ length: 9 }, (_, i): Vector => {
    const angle = Math.PI - (i * Math.PI) / 8;
    return at(0.1 * Math.cos(angle), 0.035 + 0.106 * Math.sin(angle), -0.012);
  });
  const outline = [...hairline, ...crown].map((point) => brush.project(point));
  brush.area(outline, css(tint(brush.colours.hair, 0.04)));
  const shine = [at(0.055, 0.11, 0.03), at(0.02, 0.125, 0.035), at(-0.02, 0.128, 0.03)];
  brush.line(
    shine.map((point) => brush.project(point)),
    css(tint(brush.colours.hair, 0.3), 0.5),
    brush.pixels(0.006, at(0, 0, 0)),
  );
}
