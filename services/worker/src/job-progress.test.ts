import { describe, expect, test } from '@jest/globals';
import { createProgressMeter, stageShares } from './job-progress.ts';

describe('createProgressMeter', () => {
  const meterAt = (how?: Parameters<typeof stageShares>[1]) => {
    let nowMs = 0;
    const meter = createProgressMeter(stageShares('full', how), () => nowMs);
    return (
      atMs: number,
      ...[stage, done, total]: [Parameters<typeof meter>[0]['stage'], number, number]
    ) => {
      nowMs = atMs;
      return meter({ stage, done, total });
    };
  };

  test('goes from 0 to 100 over the stages', () => {
    const at = meterAt();
    expect(at(0, 'fetch', 0, 10).percent).toBe(0);
    expect(at(0, 'fetch', 10, 10).percent).toBe(2);
    expect(at(0, 'probe', 0, 0).percent).toBe(2);
    expect(at(0, 'track', 50, 100).percent).toBe(32);
    expect(at(0, 'track', 100, 100).percent).toBe(61);
    expect(at(0, 'render', 100, 100).percent).toBe(97);
    expect(at(0, 'store', 3, 3)).toMatchObject({ percent: 100, framesDone: 0, framesTotal: 0 });
  });

  test('goes from 0 to 100 as well where stages are left out', () => {
    const rendering = meterAt('rendering');
    expect(rendering(0, 'fetch', 10, 10).percent).toBe(4.8);
    expect(rendering(0, 'probe', 0, 0).percent).toBe(4.8);
    expect(rendering(0, 'analyse', 100, 100).percent).toBe(11.9);
    expect(rendering(0, 'render', 100, 100).percent).toBe(92.9);
    expect(rendering(0, 'store', 3, 3).percent).toBe(100);
    const reanalysis = meterAt('reanalysis');
    expect(reanalysis(0, 'fetch', 10, 10).percent).toBe(28.6);
    expect(reanalysis(0, 'analyse', 50, 100)).toMatchObject({ percent: 42.9, framesDone: 50 });
    expect(reanalysis(0, 'store', 3, 3).percent).toBe(100);
  });

  test('never goes back, even when a file turns out longer than it said', () => {
    const at = meterAt();
    expect(at(0, 'track', 100, 100).percent).toBe(61);
    expect(at(0, 'track', 101, 400).percent).toBe(61);
  });

  test('tells speed and time left once they can be told', () => {
    const at = meterAt();
    expect(at(0, 'track', 0, 100)).toMatchObject({ framesPerSecond: null, etaSeconds: null });
    expect(at(500, 'track', 9, 100)).toMatchObject({ framesPerSecond: null, etaSeconds: null });
    expect(at(2000, 'track', 50, 100)).toMatchObject({ framesPerSecond: 25, etaSeconds: 5 });
  });

  test('measures the speed of each stage by itself', () => {
    const at = meterAt();
    at(0, 'track', 0, 100);
    at(10_000, 'track', 100, 100);
    at(10_000, 'render', 0, 100);
    expect(at(12_000, 'render', 80, 100).framesPerSecond).toBe(40);
  });
});
