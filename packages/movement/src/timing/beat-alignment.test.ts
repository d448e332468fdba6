import { describe, expect, test } from '@jest/globals';
import { randomNumbers } from '../series/random.ts';
import { beatAlignment, chanceLevel, nearest } from './beat-alignment.ts';

const motion = [30, 63, 84];
const music = [30, 60, 90, 120];

describe('Beat Alignment Score', () => {
  test('from movement to music', () => {
    expect(beatAlignment(motion, music, 3)).toBeCloseTo(0.580622, 6);
  });

  test('from music to movement', () => {
    expect(beatAlignment(music, motion, 3)).toBeCloseTo(0.435466, 6);
  });

  test.each([
    [[], music],
    [motion, []],
    [[], []],
  ])('is 0 for empty lists', (beats, targets) => {
    expect(beatAlignment(beats, targets, 3)).toBe(0);
  });

  test('uses 50 ms as the width of "on the beat"', () => {
    expect(beatAlignment([1050], [1000])).toBeCloseTo(Math.exp(-0.5), 10);
  });
});

test.each([
  [-5, 30],
  [44, 30],
  [45, 30],
  [46, 60],
  [60, 60],
  [999, 120],
])('the nearest beat to %d is %d', (to, expected) => {
  expect(nearest(music, to)).toBe(expected);
});

const metronome = Array.from({ length: 40 }, (_, i) => 500 * i);

describe('chance level', () => {
  const score = (beats: readonly number[]): number => beatAlignment(beats, metronome);

  test('matches theory for a metronome: σ·√2π of the beat', () => {
    const chance = chanceLevel(metronome, { from: -250, to: 19_750 }, score);
    expect(chance).toBeCloseTo((50 * Math.sqrt(2 * Math.PI)) / 500, 2);
  });

  test("does not depend on the dancer's timing", () => {
    const range = { from: 0, to: 20_000 };
    const late = metronome.map((beat) => beat + 120);
    expect(chanceLevel(late, range, score)).toBeCloseTo(chanceLevel(metronome, range, score), 2);
  });

  test('equals the score of a dancer who ignores the music', () => {
    const random = randomNumbers(3);
    const anyhow = Array.from({ length: 400 }, () => 20_000 * random()).sort((a, b) => a - b);
    expect(score(anyhow) - chanceLevel(anyhow, { from: 0, to: 20_000 }, score)).toBeCloseTo(0, 1);
  });
});
