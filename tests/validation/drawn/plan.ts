import type { PoseModel } from '@dance-pose/contracts';
import type { BodyShape, DanceOptions, Move, Viewpoint } from '@dance-pose/synthetic-dancer';
import { createRandom, type Random } from '../../faults/random.ts';
import {
  arms,
  jumps,
  legsAside,
  legsBehind,
  legsInFront,
  lunges,
  type MoveMaker,
  plies,
  rises,
  splitLeaps,
  squats,
  steps,
  trunk,
  turns,
} from './moves.ts';

export type SetName = 'fit' | 'test';

export interface DrawnClip {
  readonly name: string;
  readonly set: SetName;
  readonly model: PoseModel;
  readonly dance: DanceOptions;
}

const common: readonly MoveMaker[] = [
  ...[plies, plies, squats, legsInFront, legsAside, legsBehind],
  ...[splitLeaps, jumps, turns, arms, trunk],
];

/** Each set has moves that the other one does not have. */
const repertoire: Record<SetName, readonly MoveMaker[]> = {
  fit: [...common, steps],
  test: [...common, lunges, rises],
};

const sizes = { fit: 60, test: 40 } as const;
const seeds = { fit: 1_000, test: 900_000 } as const;
const seconds = 6.5;

/**
 * Random dances for the fit of the error model and for its test. Every clip has a choreography, a body and a camera
 * of its own.
 */
export const drawnClips = (set: SetName): readonly DrawnClip[] =>
  Array.from({ length: sizes[set] }, (_, i) => {
    const random = createRandom(seeds[set] + 97 * i);
    const body = anyBody(random);
    const bpm = Math.round(random.between(84, 150));
    const counts = Math.round((seconds * bpm) / 60);
    return {
      name: `${set}-${String(i + 1).padStart(2, '0')}`,
      set,
      model: modelOf(i),
      dance: {
        ...random.pick(pictures),
        fps: random.pick([24, 25, 30, 30, 50, 60]),
        ...{ bpm, counts, body, camera: anyCamera(random) },
        lateMs: random.chance(0.5) ? Math.round(random.between(-120, 120)) : 0,
        look: random.pick(['daylight', 'studio', 'stage', 'black'] as const),
        choreography: danceOf(random, { makers: repertoire[set], body, counts }),
      },
    };
  });

const modelOf = (index: number): PoseModel => {
  if (index % 8 === 3) return 'lite';
  return index % 8 === 6 ? 'heavy' : 'full';
};

const pictures = [
  { width: 360, height: 480 },
  { width: 360, height: 640 },
  { width: 480, height: 640 },
  { width: 640, height: 360 },
  { width: 854, height: 480 },
  { width: 540, height: 960 },
  { width: 720, height: 1280 },
];

export const anyBody = (random: Random): BodyShape => ({
  height: random.between(1.45, 1.95),
  ...{ legs: random.between(0.93, 1.09), arms: random.between(0.93, 1.07) },
  ...{ trunk: random.between(0.94, 1.06), shoulders: random.between(0.85, 1.2) },
  hips: random.between(0.85, 1.25),
});

/** Directions from which dancers are recorded, in degrees from their front. */
const directions = [
  ...([
    [0, 12],
    [0, 12],
    [0, 12],
    [0, 12],
  ] as const),
  ...([
    [18, 42],
    [18, 42],
    [45, 72],
    [45, 72],
  ] as const),
  ...([
    [78, 102],
    [150, 180],
  ] as const),
];

function anyCamera(random: Random): Viewpoint {
  const [least, most] = random.pick(directions);
  const azimuth = random.between(least, most) * random.pick([1, -1]);
  const distance = random.between(2.6, 6.5);
  const size = random.between(0.6, 1);
  const from = { distance, azimuth, size };
  const height = random.between(0, 1);
  if (height < 0.6) {
    return { ...from, eyeHeight: random.between(0.8, 1.6), pitch: random.between(-3, 3) };
  }
  if (height < 0.85) {
    return { ...from, eyeHeight: random.between(1.8, 3), pitch: random.between(8, 20) };
  }
  return { ...from, eyeHeight: random.between(0.2, 0.6), pitch: random.between(-12, -3) };
}

function danceOf(
  random: Random,
  { makers, body, counts }: { makers: readonly MoveMaker[]; body: BodyShape; counts: number },
): Move[] {
  const moves: Move[] = [];
  for (const make of random.shuffle(makers)) {
    if (moves.reduce((sum, move) => sum + move.counts, 0) >= counts) break;
    moves.push(make(random, body));
  }
  return moves;
}
