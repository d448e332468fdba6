import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  defaultMediaLimits,
  type JobOptions,
  type Music,
  type MusicWithBeat,
} from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { probeFile } from '@dance-pose/video';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { analyseAudio } from './analyse-audio.ts';

const never = new AbortController().signal;

async function analyseMusicOf(path: string, trim?: JobOptions['trim']): Promise<Music> {
  const options = { fileName: 'clip', limits: defaultMediaLimits, signal: never };
  const file = await probeFile(path, trim ? { ...options, trim } : options);
  return (await analyseAudio(file, never)).music;
}

async function hearBeat(path: string, trim?: JobOptions['trim']): Promise<MusicWithBeat> {
  const music = await analyseMusicOf(path, trim);
  if (music.heard !== 'beat') throw new Error(`Heard ${music.heard}: ${music.reason}`);
  return music;
}

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

const testdata =
  process.env.DANCE_POSE_TESTDATA ?? resolve(import.meta.dirname, '../../../../../shared/testdata');
const realClips = existsSync(testdata)
  ? describe
  : (name: string, suite: () => void) =>
      describe.skip(`${name} (skipped: there is no ${testdata})`, suite);

realClips('real clips', () => {
  test('a metronome of 120 beats a minute', async () => {
    const { bpm, beats } = await hearBeat(join(testdata, 'derived/mgt_dancer_click120bpm_10s.mp4'));
    expect(Math.abs(bpm - 120)).toBeLessThan(1);
    expect(beats).toHaveLength(20);
    beats.forEach(({ timeMs }, i) => {
      expect(Math.abs(timeMs - 500 * i)).toBeLessThan(20);
    });
  });

  test.each([
    ['derived/pose1_silent_audio.mp4', 'silence'],
    ['derived/pose1_hevc.mp4', 'no-sound'],
  ])('%s has %s', async (name, heard) => {
    expect(await analyseMusicOf(join(testdata, name))).toMatchObject({ heard });
  });
});
