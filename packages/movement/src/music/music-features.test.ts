import { type MusicFeatures, musicFeaturesSchema } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { addClick, clicks, inChunks, whiteNoise } from '../testing/music-fixtures.ts';
import { hearMusic } from './hear-music.ts';
import { collectMusicFeatures } from './music-features.ts';

const onsetsOf = (samples: Float32Array, chunkSize?: number): Promise<MusicFeatures> =>
  collectMusicFeatures(inChunks(samples, chunkSize));

const strongestMs = ({ strength, startSeconds, rateHz }: MusicFeatures): number =>
  1000 * (startSeconds + strength.indexOf(Math.max(...strength)) / rateHz);

describe('onsets', () => {
  test.each([0.5, 0.507, 0.513, 0.52])('show a click at %d s', async (seconds) => {
    const samples = whiteNoise(1, 0.001);
    addClick(samples, seconds, 0.5);
    expect(Math.abs(strongestMs(await onsetsOf(samples)) - 1000 * seconds)).toBeLessThan(24);
  });

  test('do not depend on the sizes of the chunks', async () => {
    const { samples } = clicks({ bpm: 130, seconds: 2, noise: 0.05 });
    const whole = await onsetsOf(samples, samples.length);
    expect(await onsetsOf(samples, 1)).toEqual(whole);
    expect(await onsetsOf(samples, 777)).toEqual(whole);
    expect(whole.durationSeconds).toBe(2);
    expect(whole.peakRms).toBeGreaterThan(0.1);
  });

  test('do not depend on the level of the recording', async () => {
    const { samples } = clicks({ bpm: 130, seconds: 3, noise: 0.01 });
    const loud = await onsetsOf(samples);
    const quiet = await onsetsOf(samples.map((sample) => sample / 30));
    loud.strength.forEach((value, i) => {
      expect(Math.abs((quiet.strength[i] ?? Number.NaN) - value)).toBeLessThan(0.02);
    });
  });

  test('are absent where music started before the clip', async () => {
    const { strength } = await onsetsOf(
      Float32Array.from({ length: 22_050 }, (_, i) => 0.5 * Math.sin(0.3 * i)),
    );
    expect(Math.max(...strength)).toBeLessThan(0.002);
  });

  test('have an accent where the music is louder', async () => {
    const samples = whiteNoise(3, 0.001);
    addClick(samples, 1, 0.2);
    addClick(samples, 2, 0.6);
    const { accent, startSeconds, rateHz } = await onsetsOf(samples);
    const sumAround = (seconds: number): number => {
      const at = Math.round((seconds - startSeconds) * rateHz);
      return accent.slice(at - 1, at + 2).reduce((sum, value) => sum + value, 0);
    };
    expect(sumAround(2) / sumAround(1)).toBeGreaterThan(1.5);
  });
});

test('are absent from less than a window of audio', async () => {
  const onsets = await onsetsOf(new Float32Array(1000));
  expect(onsets.strength).toHaveLength(0);
  expect((await onsetsOf(new Float32Array())).durationSeconds).toBe(0);
});

test('are the same after a round trip through a file', async () => {
  const features = await onsetsOf(clicks({ bpm: 97, seconds: 6, noise: 0.05 }).samples);
  const stored = musicFeaturesSchema.parse(JSON.parse(JSON.stringify(features)));
  expect(stored).toEqual(features);
  expect(hearMusic(stored)).toMatchObject({ heard: 'beat' });
});
