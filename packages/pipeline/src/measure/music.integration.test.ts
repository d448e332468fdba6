import { join } from 'node:path';
import type { MusicWithBeat } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hearBeat, never } from '../testing/analyse-music.ts';

describe('the synthetic dancer', () => {
  // Neither beats nor frames coincide with the analysis windows of the audio.
  const dance = createDance({ width: 96, height: 160, bpm: 117.3, counts: 32 });
  let folder: TempFolder;
  let path: string;
  let music: MusicWithBeat;
  beforeAll(async () => {
    folder = await createTempFolder('music');
    path = join(folder.path, 'dance.mp4');
    await renderDance({ dance, outPath: path, signal: never });
    music = await hearBeat(path);
  });
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
  });

  test('has its tempo within 1 % and its beats within 20 ms', () => {
    expect(Math.abs(music.bpm / 117.3 - 1)).toBeLessThan(0.01);
    expect(music.confidence).toBe('high');
    expect(music.beats).toHaveLength(dance.beatsMs.length);
    music.beats.forEach(({ timeMs }, i) => {
      expect(Math.abs(timeMs - (dance.beatsMs[i] ?? Number.NaN))).toBeLessThan(20);
    });
  });

  test('has its "one" on the higher and louder click', () => {
    expect(music.beats.map(({ count }) => count)).toEqual(dance.beatsMs.map((_, i) => (i % 8) + 1));
  });

  test('has the "one" and the tempo that are set, on the time axis of the trimmed part', async () => {
    const startMs = 2300;
    const oneMs = Math.round((dance.beatsMs[10] ?? Number.NaN) - startMs);
    const given = { bpm: 117, oneMs };
    const { bpm, beats, ...heard } = await hearBeat(path, { startMs }, given);
    expect(heard.given).toEqual(given);
    expect(Math.abs(bpm / 117.3 - 1)).toBeLessThan(0.01);
    expect(beats.find(({ timeMs }) => Math.abs(timeMs - oneMs) < 50)?.count).toBe(1);
  });

  test('has the same beats, earlier, if the start is trimmed', async () => {
    const startMs = 2300;
    const later = dance.beatsMs.filter((beat) => beat > startMs + 60);
    const { beats, bpm } = await hearBeat(path, { startMs });
    expect(Math.abs(bpm / 117.3 - 1)).toBeLessThan(0.01);
    beats.forEach(({ timeMs }, i) => {
      expect(Math.abs(timeMs + startMs - (later[i] ?? Number.NaN))).toBeLessThan(20);
    });
  });
});
