import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultConfidences } from '@dance-pose/contracts';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { PoseEngine } from './pose-engine.ts';
import { decodePicture } from './testing/pictures.ts';

const golden = join(testdata, 'golden');

let cache: TempFolder;
// Not at the top level: if every test is skipped, nothing cleans up what is created there.
beforeAll(async () => {
  cache = await createTempFolder('models');
});
afterAll(async () => {
  await cache[Symbol.asyncDispose]();
});
const { signal } = new AbortController();

type Point = readonly [x: number, y: number, z: number];

/** Landmarks of the original Python app: a JSON list of `{x, y, z}`. */
async function readReference(frame: number): Promise<Point[]> {
  const text = await readFile(join(golden, `seed/frame${frame}_gt.json`), 'utf8');
  return (JSON.parse(text) as { x: number; y: number; z: number }[]).map(({ x, y, z }) => [
    x,
    y,
    z,
  ]);
}

/** Landmarks in MediaPipe's protobuf text format, one field per line: `x: 0.1` … `presence: 0.9`. */
async function readLandmarks(name: string): Promise<number[][]> {
  const text = await readFile(join(golden, name), 'utf8');
  const blocks = text.match(/landmark \{[^}]*\}/g) ?? [];
  return blocks.map((block) => [...block.matchAll(/: (\S+)/g)].map(([, value]) => Number(value)));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

(hasTestdata ? describe : describe.skip).each([
  ['MediaPipe', createMediaPipeEngine],
  ['native', createNativeEngine],
])('the %s engine', (_name, createEngine) => {
  let engine: PoseEngine;
  beforeAll(() => {
    engine = createEngine({ cacheDir: cache.path });
  });

  test('matches the landmarks of the native library in three video frames', async () => {
    await using session = await engine.open(
      { ...defaultConfidences, model: 'heavy', mode: 'video' },
      signal,
    );
    for (const frame of [1, 2, 3]) {
      const picture = await decodePicture(join(golden, `seed/frame${frame}.jpg`));
      const { poses } = await session.detect(picture(), (frame - 1) * 33);
      const expected = await readReference(frame);
      const found = poses[0]?.landmarks ?? [];
      expect(found).toHaveLength(33);
      const distances = expected.map(([x, y], id) => {
        const [foundX, foundY] = found[id] ?? [Number.NaN, Number.NaN];
        return Math.hypot(foundX - x, foundY - y);
      });
      expect(mean(distances)).toBeLessThan(1e-4);
      const depths = expected.map(([, , z], id) => Math.abs((found[id]?.[2] ?? Number.NaN) - z));
      expect(mean(depths)).toBeLessThan(2e-3);
    }
  });

  test.each(['lite', 'full', 'heavy'] as const)(
    'finds the landmarks of pose.jpg with %s',
    async (model) => {
      await using session = await engine.open(
        { ...defaultConfidences, model, mode: 'image' },
        signal,
      );
      const { poses } = await session.detect((await decodePicture(join(golden, 'pose.jpg')))(), 0);
      const expected = await readLandmarks('mediapipe_pose_landmarks.pbtxt');
      expect(expected).toHaveLength(33);
      for (const [id, [x, y]] of expected.entries()) {
        const [foundX, foundY] = poses[0]?.landmarks[id] ?? [Number.NaN, Number.NaN];
        expect(Math.abs(foundX - Number(x))).toBeLessThan(0.03);
        expect(Math.abs(foundY - Number(y))).toBeLessThan(0.03);
      }
    },
  );

  test('finds the visibility and presence of pose.jpg with lite, the model that made the golden', async () => {
    await using session = await engine.open(
      { ...defaultConfidences, model: 'lite', mode: 'image' },
      signal,
    );
    const { poses } = await session.detect((await decodePicture(join(golden, 'pose.jpg')))(), 0);
    for (const [id, golden] of (await readLandmarks('mediapipe_pose_landmarks.pbtxt')).entries()) {
      const [, , , visibility, presence] = poses[0]?.landmarks[id] ?? [];
      expect(visibility).toBeCloseTo(Number(golden[3]), 2);
      expect(presence).toBeCloseTo(Number(golden[4]), 2);
    }
  });
});
