import {
  type LandmarkName,
  landmarkId,
  type Person,
  type PoseFrame,
  type Size,
} from '@dance-pose/contracts';
import type { Side } from './body-parts.ts';
import { toJoint } from './figure.ts';
import type { Palette } from './palette.ts';
import type { Pen } from './pen.ts';

const trailEnds: readonly (readonly [LandmarkName, Side])[] = [
  ['leftWrist', 'left'],
  ['rightWrist', 'right'],
  ['leftAnkle', 'left'],
  ['rightAnkle', 'right'],
];

/** Strokes over each other, each starting later than the previous one: together they fade out. */
const strokes = 6;

const strokeAlpha = 0.26;

export interface Trails {
  /** The person in consecutive frames up to this one, oldest first, since their last gap. */
  readonly past: readonly Person[];
  readonly size: Size;
  readonly lineWidth: number;
  readonly palette: Palette;
}

/** Draws the recent paths of wrists and ankles, fading and thinner towards the past. */
export function drawTrails(pen: Pen, { past, size, lineWidth, palette }: Trails): void {
  for (const [name, side] of trailEnds) {
    const joints = past.map((person) => toJoint(person, landmarkId[name], size));
    const path = joints.slice(joints.findLastIndex(({ alpha }) => alpha === 0) + 1);
    for (let stroke = 0; stroke < strokes; stroke += 1) {
      const part = path.slice(Math.floor((path.length * stroke) / strokes));
      if (part.length < 2) continue;
      const width = lineWidth * (0.4 + (0.8 * stroke) / (strokes - 1));
      pen.curve(part, { colour: palette[side], width, alpha: strokeAlpha });
    }
  }
}

export function unbrokenPast(person: Person, trail: readonly PoseFrame[]): Person[] {
  const past = trail.map(({ people }) => people.find(({ id }) => id === person.id));
  const unbroken = past.slice(past.lastIndexOf(undefined) + 1);
  return [...unbroken.filter((earlier) => earlier !== undefined), person];
}
