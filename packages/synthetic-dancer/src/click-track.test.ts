import { describe, expect, test } from '@jest/globals';
import { clickTrack, sampleRateHz } from './click-track.ts';
import { createDance } from './dance.ts';

const dance = createDance({ bpm: 100, counts: 10 });
const samples = clickTrack(dance);
const loudest = (fromMs: number, toMs: number): number => {
  const part = samples.subarray((fromMs * sampleRateHz) / 1000, (toMs * sampleRateHz) / 1000);
  return part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
};

describe('clickTrack', () => {
  test('is as long as the dance', () => {
    expect(samples.length / sampleRateHz).toBeCloseTo(dance.durationMs / 1000, 6);
  });

  test('clicks on every beat and is silent between', () => {
    for (const beat of dance.beatsMs) {
      expect(loudest(beat, beat + 5)).toBeGreaterThan(8000);
      expect(loudest(beat + 100, beat + 599)).toBe(0);
    }
  });

  test('the "ones" are louder than the others', () => {
    const loudness = dance.beatsMs.map((beat) => loudest(beat, beat + 50));
    const [one = 0, two = 0] = loudness;
    expect(one).toBeGreaterThan(two * 1.4);
    expect(loudness[8]).toBe(one);
    expect(loudness.filter((value) => value === two)).toHaveLength(8);
  });
});
