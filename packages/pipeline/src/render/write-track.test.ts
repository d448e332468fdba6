import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Landmark,
  landmarkCount,
  type PoseFrame,
  readTrackFrames,
  readTrackHeader,
} from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { writeTrack } from './write-track.ts';

const ids = Array.from({ length: landmarkCount }, (_, id) => id);
const landmarks = ids.map((id): Landmark => [id / 40, 1 - id / 50, 0, 0.8, 1]);
const world = ids.map((id) => [id / 10, -0.5, 0.25] as [number, number, number]);
const frames: PoseFrame[] = [
  { index: 0, timeMs: 0, people: [{ id: 0, landmarks, world }] },
  { index: 1, timeMs: 40, people: [] },
];
const track = { width: 400, height: 800, fps: 25 } as Parameters<
  typeof writeTrack
>[1]['movement']['track'];

test('the track has the landmarks in pixels, and no centre where it is unknown', async () => {
  await using folder = await createTempFolder('test');
  const path = join(folder.path, 'track.bin');
  const centreOfMass = { x: Float64Array.of(210.5, NaN), y: Float64Array.of(390.25, NaN) };
  const movement = { track, centreOfMass };
  await writeTrack(path, { frames, movement }, new AbortController().signal);
  const bytes = await readFile(path);
  const header = readTrackHeader(bytes);
  expect(header).toEqual({ width: 400, height: 800, fps: 25, frameCount: 2 });
  const [seen, unseen] = readTrackFrames(bytes, header, 0, 2);
  expect(seen?.landmarks?.[20]?.x).toBeCloseTo(200, 1);
  expect(seen?.landmarks?.[20]?.y).toBeCloseTo(480, 1);
  expect(seen?.landmarks?.[20]?.visibility).toBeCloseTo(0.8, 2);
  expect(seen?.world?.[5]).toEqual({ x: 0.5, y: -0.5, z: 0.25 });
  expect(seen?.centre?.x).toBeCloseTo(210.5, 1);
  expect(seen?.centre?.y).toBeCloseTo(390.25, 1);
  expect(unseen).toEqual({ landmarks: null, world: null, centre: null });
});
