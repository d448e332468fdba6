import { defaultConfidences } from '@dance-pose/contracts';
import { describe, expect, jest, test } from '@jest/globals';
import { createPoseEngine, preferring } from './create-pose-engine.ts';
import type { PoseEngine, PoseSettings } from './pose-engine.ts';
import { createScriptedEngine } from './scripted-engine.ts';

const settings: PoseSettings = {
  model: 'lite',
  mode: 'video',
  ...defaultConfidences,
};
const { signal } = new AbortController();

const working = (name: string): PoseEngine => ({ ...createScriptedEngine(() => []), name });
const broken = (name: string, error = new Error(`${name} is broken`)): PoseEngine => ({
  name,
  open: jest.fn(() => Promise.reject(error)),
});

describe('preferring', () => {
  test('takes the first engine where it works', async () => {
    const onFallback = jest.fn();
    const engine = preferring(working('quick'), broken('sure'), onFallback);
    await using _session = await engine.open(settings, signal);
    expect(engine.name).toBe('quick');
    expect(onFallback).not.toHaveBeenCalled();
  });

  test('takes the other one from then on, and says once why', async () => {
    const onFallback = jest.fn();
    const quick = broken('quick');
    const engine = preferring(quick, working('sure'), onFallback);
    expect(engine.name).toBe('quick');
    await engine.open(settings, signal);
    await Promise.all([engine.open(settings, signal), engine.open(settings, signal)]);
    expect(engine.name).toBe('sure');
    expect(quick.open).toHaveBeenCalledTimes(1);
    expect(onFallback.mock.calls).toEqual([[new Error('quick is broken')]]);
  });

  test('says it once, too, when two clips begin at once', async () => {
    const onFallback = jest.fn();
    const engine = preferring(broken('quick'), working('sure'), onFallback);
    await Promise.all([engine.open(settings, signal), engine.open(settings, signal)]);
    expect(onFallback).toHaveBeenCalledTimes(1);
  });

  test('keeps to the first one once it has worked', async () => {
    let works = true;
    const quick = working('quick');
    const moody: PoseEngine = {
      ...quick,
      open: (...given) => (works ? quick : broken('quick')).open(...given),
    };
    const engine = preferring(moody, working('sure'), jest.fn());
    await engine.open(settings, signal);
    works = false;
    await expect(engine.open(settings, signal)).rejects.toThrow('quick is broken');
  });

  test('blames nobody for what breaks both', async () => {
    const onFallback = jest.fn();
    const engine = preferring(broken('quick'), broken('sure'), onFallback);
    await expect(engine.open(settings, signal)).rejects.toThrow('sure is broken');
    expect(engine.name).toBe('quick');
    expect(onFallback).not.toHaveBeenCalled();
  });

  test('does not take an abort for a fault', async () => {
    const reason = new Error('enough');
    const sure = broken('sure');
    const engine = preferring(broken('quick', reason), sure, jest.fn());
    await expect(engine.open(settings, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(sure.open).not.toHaveBeenCalled();
  });
});

test.each([
  ['auto', /onnxruntime/],
  ['native', /onnxruntime/],
  ['mediapipe', /tasks-vision/],
] as const)('the choice %s begins with %s', (choice, name) => {
  expect(createPoseEngine(choice, { cacheDir: '', onFallback: () => {} }).name).toMatch(name);
});
