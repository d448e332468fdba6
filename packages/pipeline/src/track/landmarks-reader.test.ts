import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Landmark,
  landmarkNames,
  type PoseFrame,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readLandmarks } from './landmarks-reader.ts';
import { writeLandmarks } from './landmarks-writer.ts';

const never = new AbortController().signal;
const frames = Array.from({ length: 3 }, (_, index): PoseFrame => {
  const landmarks = Array.from({ length: 33 }, (): Landmark => [0.5, 0.25, -0.1, 0.99, 1]);
  const world = Array.from({ length: 33 }, (): WorldLandmark => [0.25, -1.5, 0]);
  return { index, timeMs: 40 * index, people: index === 1 ? [] : [{ id: 0, landmarks, world }] };
});
const source = { width: 640, height: 360, fps: 25, frameCount: 3, durationMs: 120 };

describe('readLandmarks', () => {
  let folder: TempFolder;
  let path: string;
  beforeAll(async () => {
    folder = await createTempFolder('test');
    path = join(folder.path, 'landmarks.json');
  });
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
  });

  const written = async (change: (file: Record<string, unknown>) => unknown = (file) => file) => {
    await writeLandmarks(path, { source, model: 'full', engine: 'scripted', frames }, never);
    await writeFile(path, JSON.stringify(change({ ...(await readLandmarks(path, never)) })));
    return readLandmarks(path, never);
  };

  test('reads its own output in any layout', async () => {
    const file = await written();
    expect(file).toMatchObject({ source, model: 'full', engine: 'scripted' });
    expect(file.frames.map(({ people }) => people.length)).toEqual([1, 0, 1]);
    expect(file.frames[2]?.people[0]?.landmarks[7]).toEqual([0.5, 0.25, -0.1, 0.99, 1]);
  });

  test.each([
    ['of another version', (file: object) => ({ ...file, schemaVersion: 2 }), 'schemaVersion'],
    ['without frames', (file: object) => ({ ...file, frames: null }), 'frames: '],
    ['with 32 landmarks', () => with32(), /frames\.0\.people\.0\.landmarks: /],
    ['with fewer frames', (file: object) => ({ ...file, frames: [] }), /frames: .*frameCount/],
    [
      'in another order',
      (file: object) => ({ ...file, landmarkNames: mixed }),
      /landmarkNames: differ/,
    ],
    [
      'with another frame rate',
      () => ({ ...head, source: { ...source, fps: 30 }, frames }),
      /frames\.1: index or time/,
    ],
    ['that are a list', () => [1, 2], /expected object/],
  ])('refuses landmarks %s and names the field', async (_, change, where) => {
    await expect(written(change)).rejects.toMatchObject({
      code: 'analysis-unreadable',
      message: expect.stringMatching(where),
    });
  });

  const with32 = () => {
    const [
      {
        people: [person],
      } = { people: [] },
    ] = frames;
    const few = { ...person, landmarks: person?.landmarks.slice(1) };
    return { ...head, frames: [{ index: 0, timeMs: 0, people: [few] }, ...frames.slice(1)] };
  };
  const [nose, eye, ...others] = landmarkNames;
  const mixed = [nose, others[0], eye, ...others.slice(1)];
  const head = {
    ...{ schemaVersion: 1, source, model: 'full', engine: 'scripted' },
    landmarkNames,
  };

  test.each(['{"schemaVersion":1,"frames":[{"index":0,', 'not JSON', ''])(
    'refuses %j',
    async (text) => {
      await writeFile(path, text);
      await expect(readLandmarks(path, never)).rejects.toMatchObject({
        code: 'analysis-unreadable',
        message: expect.stringMatching(/not JSON, or truncated/),
      });
    },
  );

  test('ends with the reason of an abort', async () => {
    await written();
    const reason = new Error('cancelled');
    const read = readLandmarks(path, AbortSignal.abort(reason));
    await expect(read).rejects.toMatchObject({ name: 'AbortError', cause: reason });
  });
});
