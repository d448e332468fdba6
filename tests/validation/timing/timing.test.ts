import { createDance } from '@dance-pose/synthetic-dancer';
import { describe, expect, test } from '@jest/globals';
import { truthOf } from '../drawn/draw-clip.ts';
import { evenDance } from '../known-dance/known-dance.ts';
import { reportOf } from '../track-clip.ts';
import { phantomShare } from './phantom-timing.ts';
import { biasIn, metronome } from './simulated-dancers.ts';
import { simulatedFigures } from './timing-part.ts';

const { checks } = simulatedFigures(20);

test.each(checks)('of simulated dancers: $claim: $bound', ({ holds, found }) => {
  expect([found, holds]).toEqual([found, true]);
});

describe('a drawn dance', () => {
  const bpm = 107;
  const size = { width: 360, height: 480, fps: 25 };
  const dance = createDance({ ...size, bpm, choreography: evenDance, counts: 60, lateMs: 60 });
  const report = reportOf({
    clip: truthOf(dance),
    music: metronome(bpm, { fromMs: 0, toMs: dance.durationMs }),
  });

  test('is as late as it is drawn', async () => {
    const bias = biasIn((await report).report.metrics);
    expect(Math.abs((bias.value ?? 0) - 60)).toBeLessThan(10);
    expect(bias.error).toBeLessThan(25);
  });

  test('has no timing against metronomes that have nothing to do with it', async () => {
    expect(phantomShare((await report).report.motionBeats, 111, bpm)).toBeLessThan(0.01);
  });
});
