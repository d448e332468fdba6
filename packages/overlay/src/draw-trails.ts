import type { LandmarkName, Person, PoseFrame } from '@dance-pose/contracts';
import type { Side } from './body-parts.ts';
import { type Figure, layOutFigure } from './figure.ts';
import type { Palette } from './palette.ts';
import type { Pen, Place } from './pen.ts';

const tracked: readonly (readonly [LandmarkName, Side])[] = [
  ['leftWrist', 'left'],
  ['rightWrist', 'right'],
  ['leftAnkle', 'left'],
  ['rightAnkle', 'right'],
];

/** Strokes laid over each other, each starting later than the one before: together they fade out. */
const strokes = 6;

/**
 * The recent paths of wrists and ankles, fading and thinning towards the past.
 * @param past the person in the frames before this one, oldest first; only its last unbroken run is used.
 */
export function drawTrails(
  pen: Pen,
  past: readonly Figure[],
  figure: Figure,
  palette: Palette,
): void {
  for (const [name, side] of tracked) {
    const joints = [...past, figure].map(({ joints }) => joints[name]);
    const from = joints.findLastIndex(({ alpha }) => alpha === 0) + 1;
    const path: Place[] = joints.slice(from);
    for (let stroke = 0; stroke < strokes; stroke += 1) {
      const part = path.slice(Math.floor((path.length * stroke) / strokes));
      if (part.length < 2) continue;
      const width = figure.lineWidth * (0.35 + (0.65 * stroke) / (strokes - 1));
      pen.curve(part, { colour: palette[side], width, alpha: 0.22 });
    }
  }
}

/** The same person in the frames before, as far back as they were there without a break. */
export function pastFigures(
  id: Person['id'],
  trail: readonly PoseFrame[],
  size: { width: number; height: number },
): Figure[] {
  const people = trail.map((frame) => frame.people.find((person) => person.id === id));
  return people
    .slice(people.lastIndexOf(undefined) + 1)
    .flatMap((person) => (person ? [layOutFigure(person, size)] : []));
}
