import type { Music, MusicWithBeat } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import {
  addClick,
  type ClickOptions,
  clicks,
  inChunks,
  whiteNoise,
} from '../testing/music-fixtures.ts';
import { analyseMusic } from './analyse-music.ts';

const analyse = (samples: Float32Array): Promise<Music> => analyseMusic(inChunks(samples));

async function findBeat(samples: Float32Array): Promise<MusicWithBeat> {
  const music = await analyse(samples);
  if (music.heard !== 'beat') throw new Error(`Heard ${music.heard}: ${music.reason.text}`);
  return music;
}

/** Expects every detected beat to be a true one, and every true beat to be detected. */
async function expectBeats(options: ClickOptions, withinMs: number): Promise<MusicWithBeat> {
  const { samples, beatsMs } = clicks(options);
  const music = await findBeat(samples);
  expect(Math.abs(music.bpm / options.bpm - 1)).toBeLessThan(0.01);
  const found = music.beats.map(({ timeMs }) => timeMs);
  for (const [some, others] of [
    [found, beatsMs],
    [beatsMs.slice(0, -1), found],
  ] as const) {
    for (const beat of some) {
      expect(Math.min(...others.map((other) => Math.abs(other - beat)))).toBeLessThan(withinMs);
    }
  }
  return music;
}

describe('a metronome', () => {
  test.each([60, 70, 85.5, 100, 117.3, 120, 128, 140, 155.7, 170, 180])(
    'at %d beats a minute',
    async (bpm) => {
      const music = await expectBeats({ bpm, seconds: 12 }, 16);
      expect(music.confidence).toBe('high');
      const offsets = music.beats.map(({ timeMs }) => {
        const beat = (timeMs - 300) / (60_000 / bpm);
        return ((beat - Math.round(beat)) * 60_000) / bpm;
      });
      const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
      expect(Math.abs(mean)).toBeLessThan(5);
    },
  );

  test.each([70, 117.3, 140, 180])('in noise, at %d beats a minute', async (bpm) => {
    await expectBeats({ bpm, seconds: 12, noise: 0.2 }, 25);
  });

  test('recorded quietly', async () => {
    await expectBeats({ bpm: 117.3, seconds: 8, loudness: 0.01, noise: 0.0003 }, 16);
  });

  test('of five seconds', async () => {
    await expectBeats({ bpm: 120, seconds: 5 }, 16);
  });

  test('that starts with the first sample: its first beat follows from the tempo, with zero confidence', async () => {
    const { beats } = await expectBeats({ bpm: 120, seconds: 10, fromSeconds: 0 }, 16);
    expect(beats[0]).toMatchObject({ timeMs: expect.any(Number), count: 1, confidence: 0 });
    expect(beats[0]?.timeMs).toBeLessThan(16);
    expect(beats[1]?.confidence).toBeGreaterThan(0.9);
  });

  test('that starts late and stops early', async () => {
    const samples = whiteNoise(20, 0.001);
    for (let beat = 0; beat < 16; beat += 1) addClick(samples, 5 + beat / 2, 0.5);
    const { beats } = await findBeat(samples);
    expect(beats).toHaveLength(16);
    expect(Math.abs((beats[0]?.timeMs ?? 0) - 5000)).toBeLessThan(16);
  });

  test('with a louder "one" is counted', async () => {
    const accents = [1.8, 1, 1, 1, 1, 1, 1, 1];
    const { samples } = clicks({ bpm: 130, seconds: 18, accents, loudness: 0.3 });
    const { beats, countConfidence } = await findBeat(samples);
    expect(beats.slice(0, 10).map(({ count }) => count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2]);
    expect(countConfidence).toBe('high');
  });

  test('without accents is counted from its first beat, with low confidence', async () => {
    const { beats, countConfidence } = await findBeat(clicks({ bpm: 120, seconds: 14 }).samples);
    expect(beats[0]?.count).toBe(1);
    expect(countConfidence).toBe('low');
  });
});

test('softer eighth notes do not double the tempo', async () => {
  const { samples } = clicks({ bpm: 110, seconds: 15 });
  for (let eighth = 0; eighth < 54; eighth += 1) addClick(samples, 0.3 + (eighth * 30) / 110, 0.3);
  expect((await findBeat(samples)).bpm).toBeCloseTo(110, 0);
});

describe('reports that there is no beat', () => {
  test('without an audio track', async () => {
    expect(await analyseMusic(null)).toMatchObject({ heard: 'no-sound' });
    expect(await analyse(new Float32Array())).toMatchObject({ heard: 'no-sound' });
  });

  test('in silence, digital or in a quiet room', async () => {
    expect(await analyse(new Float32Array(100_000))).toMatchObject({ heard: 'silence' });
    expect(await analyse(whiteNoise(5, 0.0005))).toMatchObject({ heard: 'silence' });
  });

  test('in noise', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const seconds = 2 + seed;
      expect(await analyse(whiteNoise(seconds, 0.2, seed))).toMatchObject({ heard: 'no-beat' });
    }
  });

  test('in a steady tone', async () => {
    const tone = Float32Array.from({ length: 200_000 }, (_, i) => 0.4 * Math.sin(0.12 * i));
    expect(await analyse(tone)).toMatchObject({ heard: 'no-beat' });
  });

  test('in clicks without a rhythm', async () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const gaps = whiteNoise(0.01, 0.4, seed);
      const samples = whiteNoise(12, 0.01, seed);
      let seconds = 0.4;
      for (let i = 0; seconds < 12; i += 1) {
        addClick(samples, seconds, 0.5);
        seconds += 0.5 + (gaps[i] ?? 0);
      }
      expect(await analyse(samples)).toMatchObject({ heard: 'no-beat' });
    }
  });

  test('in less than three seconds', async () => {
    expect(await analyse(clicks({ bpm: 120, seconds: 2.5 }).samples)).toMatchObject({
      heard: 'no-beat',
      reason: { text: expect.stringContaining('3 seconds') },
    });
  });
});
