import {
  analysisOptionsSchema,
  type Landmark,
  type LandmarkName,
  landmarkId,
  landmarkNames,
  type Person,
  type TrackedClip,
} from '@dance-pose/contracts';
import { type CleanTrack, cleanTrack } from '@dance-pose/movement';
import type { Vector } from './open-sim-space.ts';

type Positions = Readonly<Record<LandmarkName, Vector>>;

/** Standing upright, facing the camera, arms hanging: metres from the hips; forward, up and to the dancer's right. */
const standing: Readonly<Record<string, Vector>> = {
  Shoulder: [0, 0.5, 0.18],
  Elbow: [0, 0.22, 0.18],
  Wrist: [0, -0.03, 0.18],
  Pinky: [0, -0.1, 0.2],
  Index: [0.02, -0.1, 0.18],
  Thumb: [0.03, -0.06, 0.18],
  Hip: [0, 0, 0.1],
  Knee: [0, -0.4, 0.1],
  Ankle: [0, -0.8, 0.1],
  Heel: [-0.05, -0.85, 0.1],
  FootIndex: [0.15, -0.85, 0.1],
};

/** @param moved positions that differ from standing. */
export const pose = (moved: Partial<Positions> = {}): Positions =>
  Object.fromEntries(
    landmarkNames.map((name): [LandmarkName, Vector] => {
      const side = name.startsWith('left') ? -1 : 1;
      const [x, y, z] = standing[name.replace(/^(left|right)/, '')] ?? [0.1, 0.7, 0.03];
      return [name, moved[name] ?? [x, y, side * z]];
    }),
  ) as Positions;

/** 200 pixels per metre in a picture of 600 × 400, with the hips in its centre. */
const source = { width: 600, height: 400, fps: 25 } as const;

export type Visibility = Partial<Record<LandmarkName, number>>;

export const personAt = (positions: Positions, visibility: Visibility = {}, id = 0): Person => ({
  id,
  landmarks: landmarkNames.map((name): Landmark => {
    const [, up, right] = positions[name];
    return [0.5 - (right * 200) / 600, 0.5 - (up * 200) / 400, 0, visibility[name] ?? 0.9, 1];
  }),
  world: landmarkNames.map((name) => {
    const [forward, up, right] = positions[name];
    return [-right, -up, -forward];
  }),
});

export const clipOf = (frames: readonly (readonly Person[])[]): TrackedClip => ({
  source: { ...source, frameCount: frames.length, durationMs: frames.length * 40 },
  engine: 'fixture',
  model: 'full',
  frames: frames.map((people, index) => ({ index, timeMs: index * 40, people: [...people] })),
});

/** Cleaned track of the fixture's frames. */
export const trackOf = (frames: readonly (readonly Person[])[]): CleanTrack =>
  cleanTrack(clipOf(frames).frames, source, analysisOptionsSchema.parse({}));

export const times = <Value>(count: number, value: Value): Value[] =>
  Array.from({ length: count }, () => value);

/** Every landmark at a position of its own: (100 + id, 200 + id) pixels. */
export const spread = (visibility: Visibility = {}): Person => ({
  ...personAt(pose(), visibility, 7),
  landmarks: landmarkNames.map((name): Landmark => {
    const id = landmarkId[name];
    return [(100 + id) / 600, (200 + id) / 400, 0, visibility[name] ?? 0.9, 1];
  }),
});
