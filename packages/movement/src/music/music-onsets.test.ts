import { describe, expect, test } from '@jest/globals';
import { addClick, clicks, whiteNoise } from '../testing/music-fixtures.ts';
import { OnsetDetector, type Onsets, onsetRateHz } from './music-onsets.ts';

function onsetsOf(samples: Float32Array, pieceSize = 4096): Onsets {
  const detector = new OnsetDetector();
  for (let at = 0; at < samples.length; at += pieceSize) {
    detector.push(samples.subarray(at, at + pieceSize));
  }
  return detector.finish();
}

const strongestMs = ({ strength, startSeconds }: Onsets): number =>
  1000 * (startSeconds + strength.indexOf(Math.max(...strength)) / onsetRateHz);

describe('onsets', () => {
  test.each([0.5, 0.507, 0.513, 0.52])('show a click at %d s', (seconds) => {
    const samples = whiteNoise(1, 0.001);
    addClick(samples, seconds, 0.5);
    expect(Math.abs(strongestMs(onsetsOf(samples)) - 1000 * seconds)).toBeLessThan(24);
  });

  test('do not depend on the sizes of the chunks', () => {
    const { samples } = clicks({ bpm: 130, seconds: 2, noise: 0.05 });
    const whole = onsetsOf(samples, samples.length);
    expect(onsetsOf(samples, 1)).toEqual(whole);
    expect(onsetsOf(samples, 777)).toEqual(whole);
    expect(whole.durationSeconds).toBe(2);
    expect(whole.peakRms).toBeGreaterThan(0.1);
  });

  test('do not depend on the level of the recording', () => {
    const { samples } = clicks({ bpm: 130, seconds: 3, noise: 0.01 });
    const loud = onsetsOf(samples);
    const quiet = onsetsOf(samples.map((sample) => sample / 30));
    loud.strength.forEach((value, i) => {
      expect(Math.abs((quiet.strength[i] ?? Number.NaN) - value)).toBeLessThan(0.02);
    });
  });

  test('are absent where music started before the clip', () => {
    const { strength } = onsetsOf(
      Float32Array.from({ length: 22_050 }, (_, i) => 0.5 * Math.sin(0.3 * i)),
    );
    expect(Math.max(...strength)).toBeLessThan(0.002);
  });

  test('have an accent where the music is louder', () => {
    const samples = whiteNoise(3, 0.001);
    addClick(samples, 1, 0.2);
    addClick(samples, 2, 0.6);
    const { accent, startSeconds } = onsetsOf(samples);
    const sumAround = (seconds: number): number => {
      const at = Math.round((seconds - startSeconds) * onsetRateHz);
      return accent.subarray(at - 1, at + 2).reduce((sum, value) => sum + value, 0);
    };
    expect(sumAround(2) / sumAround(1)).toBeGreaterThan(1.5);
  });
});

test('are absent from less than a window of audio', () => {
  const onsets = onsetsOf(new Float32Array(1000));
  expect(onsets.strength).toHaveLength(0);
  expect(onsetsOf(new Float32Array()).durationSeconds).toBe(0);
});
