import type { MusicWithBeat } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { timedMovements } from './timing.ts';

const music = (timesMs: readonly number[]): MusicWithBeat => ({
  heard: 'beat',
  bpm: 120,
  ...{ meter: 4, counts: 8, alternatives: [], sections: [], given: {} },
  beats: timesMs.map((timeMs, i) => ({ timeMs, count: (i % 8) + 1, confidence: 1 })),
  ...{ confidence: 'high', clarity: 1, countConfidence: 'high' },
});

const moving = (timesMs: readonly number[]) => ({
  motionBeats: timesMs.map((timeMs) => ({ timeMs, depth: 1 })),
});

test('movements are timed from the nearest beat', () => {
  const times = [0, 480, 1_030, 1_740, 1_760, 4_100];
  const found = timedMovements(moving(times), music([0, 500, 1_000, 1_500, 2_000, 2_500, 4_000]));
  expect(found.map(({ offsetMs }) => offsetMs)).toEqual([0, -20, 30, 240, -240, 100]);
});

test('movements before, after and between pieces of music are left out', () => {
  const found = timedMovements(moving([100, 900, 2_300, 2_900]), music([1_000, 1_500, 2_000]));
  expect(found).toEqual([{ timeMs: 900, offsetMs: -100 }]);
  expect(timedMovements(moving([100]), music([]))).toEqual([]);
});
