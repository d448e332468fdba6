import { defaultConfidences, rgbaPixels } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { PoseSettings } from './pose-engine.ts';
import { createScriptedEngine, type PoseScript } from './scripted-engine.ts';

const settings: PoseSettings = {
  model: 'full',
  mode: 'video',
  ...defaultConfidences,
};
const { signal } = new AbortController();
const frame = () => ({ data: new Uint8Array(2 * 3 * 4), width: 2, height: 3, pixels: rgbaPixels });

describe('createScriptedEngine', () => {
  test('passes the frame index to the script, from 0 in each session', async () => {
    const moments: Parameters<PoseScript>[0][] = [];
    const engine = createScriptedEngine((moment) => {
      moments.push(moment);
      return [];
    });
    for (const start of [0, 1000]) {
      await using session = await engine.open(settings, signal);
      await session.detect(frame(), start);
      await session.detect(frame(), start + 40);
    }
    expect(moments.map(({ index, timeMs }) => [index, timeMs])).toEqual([
      [0, 0],
      [1, 40],
      [0, 1000],
      [1, 1040],
    ]);
    expect(moments[0]).toMatchObject({ width: 2, height: 3 });
  });

  test('returns the poses of the script', async () => {
    const pose = { landmarks: [], world: [] };
    const engine = createScriptedEngine(({ index }) => (index === 1 ? [pose] : []));
    await using session = await engine.open(settings, signal);
    expect((await session.detect(frame(), 0)).poses).toEqual([]);
    expect((await session.detect(frame(), 40)).poses).toEqual([pose]);
  });

  test('fails when the script throws', async () => {
    const engine = createScriptedEngine(() => {
      throw new Error('the lights went out');
    });
    await using session = await engine.open(settings, signal);
    await expect(session.detect(frame(), 0)).rejects.toThrow('the lights went out');
  });
});
