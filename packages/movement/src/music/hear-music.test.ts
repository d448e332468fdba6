import type { MusicFeatures, MusicGiven, MusicWithBeat } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { clicks, drums, inChunks, whiteNoise } from '../testing/music-fixtures.ts';
import { hearMusic } from './hear-music.ts';
import { collectMusicFeatures } from './music-features.ts';

const featuresOf = (samples: Float32Array): Promise<MusicFeatures> =>
  collectMusicFeatures(inChunks(samples));

function hearBeat(features: MusicFeatures, given?: MusicGiven): MusicWithBeat {
  const music = hearMusic(features, given);
  if (music.heard !== 'beat') throw new Error(music.reason.text);
  return music;
}

const joined = (...parts: readonly Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => Array.from(part)));

/** Distance of each time from the nearest other, in milliseconds. */
const away = (times: readonly number[], others: readonly number[]): number =>
  Math.max(...times.map((time) => Math.min(...others.map((other) => Math.abs(other - time)))));

const timesOf = ({ beats }: MusicWithBeat): number[] => beats.map(({ timeMs }) => timeMs);
const onesOf = ({ beats }: MusicWithBeat): number[] =>
  beats.flatMap(({ timeMs, count }) => (count === 1 ? [timeMs] : []));
const everyNth = (times: readonly number[], n: number, from = 0): number[] =>
  times.filter((_, i) => i % n === from);

const rock = { kick: 'X....x..', snare: '..X...X.', hat: 'xxxxxxxx' };
const waltz = { kick: 'X.....', snare: '..x.x.', hat: 'xxxxxx' };

describe('bars', () => {
  test('of four, with the "one" on the kick', async () => {
    const { samples, beatsMs } = drums({ bpm: 104, bars: 8, bar: rock, beats: 4 });
    const music = hearBeat(await featuresOf(samples));
    expect(music).toMatchObject({ meter: 4, counts: 4 });
    expect(music.countConfidence).not.toBe('low');
    expect(music.bpm).toBeCloseTo(104, 0);
    expect(away(onesOf(music), everyNth(beatsMs, 4))).toBeLessThan(16);
  });

  test('of three, also if the music begins within one', async () => {
    const { samples, beatsMs } = drums({ bpm: 150, bars: 12, bar: waltz, beats: 3 });
    const cut = samples.subarray(Math.round(22.05 * 850));
    const music = hearBeat(await featuresOf(cut));
    expect(music).toMatchObject({ meter: 3, counts: 3, countConfidence: 'high' });
    expect(music.bpm).toBeCloseTo(150, 0);
    const downbeats = everyNth(beatsMs, 3).map((timeMs) => timeMs - 850);
    expect(away(onesOf(music), downbeats)).toBeLessThan(16);
  });

  test('of three are hardly told from four by a metronome', async () => {
    const { samples } = drums({ bpm: 120, bars: 10, bar: { kick: 'XXXX' }, beats: 4 });
    const music = hearBeat(await featuresOf(samples));
    expect(music).toMatchObject({ meter: 4, counts: 8, countConfidence: 'low' });
  });
});

describe('tempo', () => {
  test('that is felt at two speeds has at most medium confidence, and both are named', async () => {
    const { samples } = drums({ bpm: 72, bars: 6, bar: { ...rock, hat: 'XXXXXXXX' }, beats: 4 });
    const { bpm, alternatives, confidence } = hearBeat(await featuresOf(samples));
    expect(confidence).not.toBe('high');
    const named = [bpm, ...alternatives].map(Math.round);
    expect(named).toEqual(expect.arrayContaining([72, 144]));
  });

  test('that changes makes two sections', async () => {
    const slow = drums({ bpm: 100, bars: 6, bar: rock, beats: 4, fromSeconds: 0 });
    const fast = drums({ bpm: 128, bars: 9, bar: rock, beats: 4, fromSeconds: 0 });
    const boundaryMs = (6 * 4 * 60_000) / 100;
    const first = slow.samples.subarray(0, Math.round(22.05 * boundaryMs));
    const music = hearBeat(await featuresOf(joined(first, fast.samples)));
    expect(music.sections.map(({ bpm }) => Math.round(bpm))).toEqual([100, 128]);
    const [before, after] = music.sections;
    expect(before?.endMs).toBe(after?.startMs);
    expect(Math.abs((after?.startMs ?? 0) - boundaryMs)).toBeLessThan(500);
    expect(music.bpm).toBe(after?.bpm);
    const beatsMs = [...slow.beatsMs, ...fast.beatsMs.map((timeMs) => boundaryMs + timeMs)];
    expect(away(beatsMs, timesOf(music))).toBeLessThan(30);
    expect(away(timesOf(music), beatsMs)).toBeLessThan(30);
  });

  test('is one if only the rhythm changes', async () => {
    const half = drums({ bpm: 110, bars: 5, bar: { kick: 'X...', snare: '..X.' }, beats: 4 });
    const full = drums({ bpm: 110, bars: 5, bar: rock, beats: 4, fromSeconds: 0 });
    const first = half.samples.subarray(0, Math.round(22_050 * (0.3 + (20 * 60) / 110)));
    const { sections } = hearBeat(await featuresOf(joined(first, full.samples)));
    expect(sections).toHaveLength(1);
  });
});

describe('facts from the user', () => {
  const halfTime = drums({ bpm: 140, bars: 10, bar: rock, beats: 4 });

  test('the tempo, a few percent beside the true one, decides the octave', async () => {
    const features = await featuresOf(halfTime.samples);
    const music = hearBeat(features, { bpm: 71 });
    expect(music.bpm).toBeCloseTo(70, 0);
    expect(music.given).toEqual({ bpm: 71 });
    expect(away(timesOf(music), halfTime.beatsMs)).toBeLessThan(16);
    expect(hearBeat(features, { bpm: 139 }).bpm).toBeCloseTo(140, 0);
  });

  test('a tempo that the music does not have is taken as it is', async () => {
    const { bpm } = hearBeat(await featuresOf(halfTime.samples), { bpm: 97 });
    expect(Math.abs(bpm - 97)).toBeLessThan(4);
  });

  test('the metre', async () => {
    const music = hearBeat(await featuresOf(halfTime.samples), { meter: 3 });
    expect(music.meter).toBe(3);
    expect([3, 6]).toContain(music.counts);
    expect(Math.max(...music.beats.map(({ count }) => count))).toBe(music.counts);
  });

  test.each([0, 1, 5])(
    'the "one" is beat %i, before the music, within it or after',
    async (beat) => {
      const features = await featuresOf(halfTime.samples);
      const beatMs = 60_000 / 140;
      for (const bars of [-2, 0, 1, 15]) {
        const oneMs = 300 + (beat + 8 * bars) * beatMs + 20;
        if (oneMs < 0) continue;
        const music = hearBeat(features, { oneMs });
        expect(music).toMatchObject({ counts: 8, countConfidence: 'high' });
        const ones = everyNth(halfTime.beatsMs, 8, beat % 8);
        expect(away(onesOf(music), ones)).toBeLessThan(16);
      }
    },
  );

  test('a "one" between two beats moves all of them', async () => {
    const { samples, beatsMs } = drums({
      ...{ bpm: 100, bars: 8, beats: 4, fromSeconds: 0.5 },
      bar: { kick: 'X.X.X.X.', hat: 'xxxxxxxx' },
    });
    const beat = beatsMs[5] ?? 0;
    const music = hearBeat(await featuresOf(samples), { bpm: 100, oneMs: beat + 300 });
    const offBeats = beatsMs.map((timeMs) => timeMs + 300);
    expect(away(timesOf(music), offBeats)).toBeLessThan(16);
    expect(away([beat + 300], onesOf(music))).toBeLessThan(16);
  });

  test('tempo and "one" make a grid where no beat is heard; without them there is none', async () => {
    const features = await featuresOf(whiteNoise(10, 0.2));
    expect(hearMusic(features).heard).toBe('no-beat');
    const music = hearBeat(features, { bpm: 90, oneMs: 2500 });
    expect(music).toMatchObject({ bpm: 90, confidence: 'low', countConfidence: 'medium' });
    expect(away([2500], onesOf(music))).toBeLessThan(1);
    const gaps = timesOf(music).map((timeMs, i, all) => timeMs - (all[i - 1] ?? timeMs - 2000 / 3));
    expect(Math.max(...gaps.map((gap) => Math.abs(gap - 2000 / 3)))).toBeLessThan(0.01);
    expect(music.beats.length).toBeGreaterThan(13);
  });

  describe('of which the music knows nothing', () => {
    const evenClicks = featuresOf(clicks({ bpm: 120, seconds: 8, fromSeconds: 0 }).samples);
    const gapsOf = (music: MusicWithBeat): number[] =>
      timesOf(music).flatMap((timeMs, i, all) => (i > 0 ? [timeMs - (all[i - 1] as number)] : []));

    test.each([{ bpm: 300 }, { bpm: 70 }, { bpm: 70, oneMs: 1250 }])(
      'a tempo beside that of the music makes even beats of low confidence: %j',
      async (given) => {
        const music = hearBeat(await evenClicks, given);
        expect(music).toMatchObject({ bpm: given.bpm, meter: 4, confidence: 'low' });
        for (const gap of gapsOf(music))
          expect(Math.abs(gap - 60_000 / given.bpm)).toBeLessThan(16);
        if (given.oneMs !== undefined) expect(away([given.oneMs], onesOf(music))).toBeLessThan(1);
      },
    );

    test('a "one" between clicks moves the beats into silence, and leaves them even', async () => {
      const music = hearBeat(await evenClicks, { oneMs: 750 });
      expect(away([750], onesOf(music))).toBeLessThan(16);
      for (const gap of gapsOf(music)) expect(Math.abs(gap - 500)).toBeLessThan(20);
      for (const { confidence } of music.beats) expect(confidence).toBeGreaterThanOrEqual(0);
    });

    test('every second of few even clicks is in four, and not surely', async () => {
      const music = hearBeat(await evenClicks, { bpm: 60, oneMs: 1000 });
      expect(music).toMatchObject({ meter: 4, countConfidence: 'medium' });
      expect(music.bpm).toBeCloseTo(60, 0);
    });
  });
});
