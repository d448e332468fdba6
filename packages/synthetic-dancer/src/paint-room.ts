import type { Size } from '@dance-pose/contracts';
import type { Body } from './body.ts';
import { type Brush, css, tint } from './brush.ts';
import { type Camera, depthOf, pixelsPerMetre } from './camera.ts';
import { radians, type Vector } from './space.ts';

/** In metres: z of the wall behind the dancer, width of a floorboard, height of the skirting. */
const wall = -1.5;
const board = 0.16;
const skirtingHeight = 0.11;

/** A plain room: a wall lit from the upper left, and a wooden floor. */
export function paintRoom(brush: Brush, { width, height }: Size): void {
  const { context } = brush;
  const floorLine = brush.project([0, 0, wall])[1];
  const plaster = context.createLinearGradient(0, 0, 0, floorLine);
  plaster.addColorStop(0, css(brush.colours.wallAbove));
  plaster.addColorStop(1, css(brush.colours.wallBelow));
  context.fillStyle = plaster;
  context.fillRect(0, 0, width, floorLine);
  paintWindowLight(brush);
  paintFloor(brush, { width, height }, floorLine);
  paintSkirting(brush, width, floorLine);
}

/** Evening sun on the wall, through a window of two by two panes. */
function paintWindowLight(brush: Brush): void {
  const [pane, gap, slant] = [0.62, 0.07, 0.22];
  for (const column of [0, 1]) {
    for (const row of [0, 1]) {
      const left = -1.05 + column * (pane + gap);
      const bottom = 1.35 + row * (pane + gap);
      const corner = (x: number, y: number): Vector => [
        left + x,
        bottom + y - slant * (left + x),
        wall,
      ];
      const corners = [corner(0, 0), corner(pane, 0), corner(pane, pane), corner(0, pane)];
      brush.area(
        corners.map((point) => brush.project(point)),
        css([255, 244, 220], 0.4),
      );
    }
  }
}

function paintFloor(brush: Brush, { width, height }: Size, floorLine: number): void {
  const { context, camera } = brush;
  const boards = context.createLinearGradient(0, floorLine, 0, height);
  boards.addColorStop(0, css(brush.colours.floorFar));
  boards.addColorStop(1, css(brush.colours.floorNear));
  context.fillStyle = boards;
  context.fillRect(0, floorLine, width, height - floorLine);
  const nearest = Math.min(nearestFloor(camera, height), camera.distance - 0.3);
  const halfRoom = width / 2 / pixelsPerMetre(camera, [0, 0, wall]) + board;
  for (let i = -Math.ceil(halfRoom / board); i * board < halfRoom; i += 1) {
    const gap = [
      brush.project([i * board, 0, wall]),
      brush.project([i * board, 0, nearest]),
    ] as const;
    brush.line(gap, css(brush.colours.gap, 0.3), 1.4);
    const next = [
      brush.project([(i + 1) * board, 0, nearest]),
      brush.project([(i + 1) * board, 0, wall]),
    ];
    // Varies the tone of the boards.
    const grain = ((i * 7919) % 13) / 13 - 0.5;
    brush.area(
      [...gap, ...next],
      css(tint(brush.colours.floorNear, grain > 0 ? 0.5 : -0.5), Math.abs(grain) * 0.22),
    );
  }
}

/** Depth in the room at which the floor meets the lower edge of the picture. */
function nearestFloor({ distance, eyeHeight, pitch, focal, centreY }: Camera, height: number) {
  const [sin, cos] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];
  const below = height - centreY;
  return distance - (eyeHeight * (cos * focal - sin * below)) / (sin * focal + cos * below);
}

function paintSkirting(brush: Brush, width: number, floorLine: number): void {
  const { context } = brush;
  const top = brush.project([0, skirtingHeight, wall])[1];
  context.fillStyle = css(brush.colours.skirting);
  context.fillRect(0, top, width, floorLine - top);
  context.fillStyle = css(tint(brush.colours.wallBelow, -0.25), 0.5);
  context.fillRect(0, top - 1.5, width, 1.5);
  const dark = context.createLinearGradient(0, floorLine, 0, floorLine + 26);
  dark.addColorStop(0, css(brush.colours.gap, 0.55));
  dark.addColorStop(1, css(brush.colours.gap, 0));
  context.fillStyle = dark;
  context.fillRect(0, floorLine, width, 26);
}

/** The dancer's soft shadow: paler and wider, the higher they are above the floor. */
export function paintShadow(brush: Brush, { hips, leftLeg, rightLeg }: Body): void {
  blot(brush, [hips.centre[0] + 0.05, 0, hips.centre[2]], 0.46, 0.3);
  for (const { ankle } of [leftLeg, rightLeg]) {
    const height = Math.max(0, ankle[1] - 0.075);
    const strength = 0.5 / (1 + 9 * height);
    blot(
      brush,
      [ankle[0] + 0.02 + 0.3 * height, 0, ankle[2] + 0.05],
      0.17 + 0.4 * height,
      strength,
    );
  }
}

function blot(brush: Brush, centre: Vector, radius: number, strength: number): void {
  const { context, camera } = brush;
  const [x, y] = brush.project(centre);
  const reach = brush.pixels(radius, centre);
  // A circle on the floor, seen from the camera's height.
  const flatness = camera.eyeHeight / depthOf(camera, centre);
  context.save();
  context.translate(x, y);
  context.scale(1, flatness);
  const dark = context.createRadialGradient(0, 0, 0, 0, 0, reach);
  dark.addColorStop(0, css([38, 22, 14], strength));
  dark.addColorStop(0.5, css([38, 22, 14], strength * 0.45));
  dark.addColorStop(1, css([38, 22, 14], 0));
  context.fillStyle = dark;
  context.fillRect(-reach, -reach, 2 * reach, 2 * reach);
  context.restore();
}
