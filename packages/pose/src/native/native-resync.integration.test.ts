import { defaultConfidences } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, expect, test } from '@jest/globals';
import { movedFigure, type Picture, standingFigure } from '../testing/pictures.ts';
import { createNativeEngine } from './native-engine.ts';

const cache = await createTempFolder('models');
afterAll(async () => {
  await cache[Symbol.asyncDispose]();
});
const engine = createNativeEngine({ cacheDir: cache.path });
const frameMs = 1000 / 30;
const resyncFrames = 15;

/** Next ROI of a session after some pictures and then half a second of the standing figure. */
async function nextRoiAfter(before: readonly Picture[], resync: boolean): Promise<unknown> {
  const settings = { ...defaultConfidences, model: 'lite', mode: 'video' } as const;
  await using session = await engine.open(settings, new AbortController().signal);
  let nextRoi: unknown;
  for (let index = -before.length; index < resyncFrames; index++) {
    const picture = before[before.length + index] ?? standingFigure;
    const timeMs = 1000 + index * frameMs;
    ({ nextRoi } = await session.detect(picture(), timeMs, resync && index >= 0));
  }
  return nextRoi;
}

test('sessions that saw different frames have the same ROI after the resync frames', async () => {
  const past = [standingFigure, movedFigure, movedFigure];
  const [fresh, followed] = await Promise.all([nextRoiAfter([], true), nextRoiAfter(past, true)]);
  expect(fresh).toMatch(/^[\d.]+ [\d.]+ [\d.]+ -?[\d.e-]+$/);
  expect(followed).toBe(fresh);
});

test('without resync frames, their ROIs stay different', async () => {
  const past = [standingFigure, movedFigure, movedFigure];
  const [fresh, followed] = await Promise.all([nextRoiAfter([], false), nextRoiAfter(past, false)]);
  expect(followed).not.toBe(fresh);
});
