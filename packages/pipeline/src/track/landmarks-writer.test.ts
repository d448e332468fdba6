import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Landmark, landmarksFileSchema, type PoseFrame } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { writeLandmarks } from './landmarks-writer.ts';

const frame = (index: number, people: number): PoseFrame => ({
  index,
  timeMs: index * 33.333,
  people: Array.from({ length: people }, (_, id) => ({
    id,
    landmarks: Array.from({ length: 33 }, (_, at): Landmark => [at / 4, 0.3333333, -0.1, 0.99, 1]),
    world: Array.from({ length: 33 }, () => [0.1234568, -1.5, 0]),
  })),
});

describe('writeLandmarks', () => {
  test('writes a file that matches the published schema', async () => {
    await using folder = await createTempFolder('test');
    const path = join(folder.path, 'landmarks.json');
    const source = { width: 640, height: 360, fps: 30, frameCount: 3, durationMs: 100 };
    const frames = [frame(0, 1), frame(1, 0), frame(2, 1)];
    const made = { model: 'full', engine: 'scripted' };
    await writeLandmarks(path, { source, ...made, frames }, new AbortController().signal);
    const written = landmarksFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    expect(written).toMatchObject({ schemaVersion: 1, source, ...made });
    expect(written.frames.map(({ timeMs }) => timeMs)).toEqual([0, 33.333, 66.666]);
    expect(written.frames.map(({ people }) => people.length)).toEqual([1, 0, 1]);
    expect(written.frames[2]?.people[0]?.landmarks[1]).toEqual([0.25, 0.3333333, -0.1, 0.99, 1]);
    expect(written.frames[0]?.people[0]?.world[0]).toEqual([0.1234568, -1.5, 0]);
  });

  test('writes a clip without frames as an empty list', async () => {
    await using folder = await createTempFolder('test');
    const path = join(folder.path, 'landmarks.json');
    const source = { width: 2, height: 2, fps: 1, frameCount: 0, durationMs: 0 };
    const file = { source, model: 'lite', engine: 'scripted', frames: [] };
    await writeLandmarks(path, file, new AbortController().signal);
    expect(landmarksFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).frames).toEqual([]);
  });
});
