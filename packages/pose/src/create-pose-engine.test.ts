import { defaultConfidences } from '@dance-pose/contracts';
import { describe, expect, jest, test } from '@jest/globals';
import { createPoseEngine, withFallback } from './create-pose-engine.ts';
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

describe('withFallback', () => {
  test('uses the preferred engine if it works', async () => {
    const onFallback = jest.fn();
    const engine = withFallback(working('preferred'), broken('fallback'), onFallback);
    await using _session = await engine.open(settings, signal);
    expect(engine.name).toBe('preferred');
    expect(onFallback).not.toHaveBeenCalled();
  });

  test('uses the fallback from then on and reports the reason once', async () => {
    const onFallback = jest.fn();
    const preferred = broken('preferred');
    const engine = withFallback(preferred, working('fallback'), onFallback);
    expect(engine.name).toBe('preferred');
    await engine.open(settings, signal);
    await Promise.all([engine.open(settings, signal), engine.open(settings, signal)]);
    expect(engine.name).toBe('fallback');
    expect(preferred.open).toHaveBeenCalledTimes(1);
    expect(onFallback.mock.calls).toEqual([[new Error('preferred is broken')]]);
  });

  test('reports the reason once when two clips start at the same time', async () => {
    const onFallback = jest.fn();
    const engine = withFallback(broken('preferred'), working('fallback'), onFallback);
    await Promise.all([engine.open(settings, signal), engine.open(settings, signal)]);
    expect(onFallback).toHaveBeenCalledTimes(1);
  });

  test('does not fall back once the preferred engine has worked', async () => {
    let works = true;
    const preferred = working('preferred');
    const moody: PoseEngine = {
      ...preferred,
      open: (...given) => (works ? preferred : broken('preferred')).open(...given),
    };
    const engine = withFallback(moody, working('fallback'), jest.fn());
    await engine.open(settings, signal);
    works = false;
    await expect(engine.open(settings, signal)).rejects.toThrow('preferred is broken');
  });

  test('reports no fallback if both engines fail', async () => {
    const onFallback = jest.fn();
    const engine = withFallback(broken('preferred'), broken('fallback'), onFallback);
    await expect(engine.open(settings, signal)).rejects.toThrow('fallback is broken');
    expect(engine.name).toBe('preferred');
    expect(onFallback).not.toHaveBeenCalled();
  });

  test('does not treat an abort as a failure', async () => {
    const reason = new Error('enough');
    const fallback = broken('fallback');
    const engine = withFallback(broken('preferred', reason), fallback, jest.fn());
    await expect(engine.open(settings, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(fallback.open).not.toHaveBeenCalled();
  });
});

test.each([
  ['auto', /onnxruntime/],
  ['native', /onnxruntime/],
  ['mediapipe', /tasks-vision/],
] as const)('the choice %s starts with %s', (choice, name) => {
  expect(createPoseEngine(choice, { cacheDir: '', onFallback: () => {} }).name).toMatch(name);
});
