import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { figureOf } from '../track-clip.ts';
import { expectNobody, legMetrics, measuredIds, reportOn } from './expect-honesty.ts';
import { honestyProblems } from './honesty-problems.ts';

(hasTestdata ? describe : describe.skip)('real clips', () => {
  test.each([
    { clip: 'derived/black_2s.mp4', trim: { startMs: 0 } },
    // The model takes arms and bottles for upside-down people.
    { clip: 'videos/intel_bottle_noperson.mp4', trim: { startMs: 11_500, endMs: 14_000 } },
  ])('$clip: nobody', async ({ clip, trim }) => {
    expectNobody(await reportOn(join(testdata, clip), { trim }));
  });

  // The model invents a whole person; values of parts outside of the picture must stay unknown.
  test('a belly and a hand: no leg metrics', async () => {
    const clip = join(testdata, 'videos/mpsamples_hand_test_video.mp4');
    const measured = await reportOn(clip, { trim: { startMs: 2000, endMs: 4500 } });
    expect(honestyProblems(measured)).toEqual([]);
    for (const id of legMetrics) expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
  });

  test('head and shoulders: no leg metrics, and none in trunk lengths', async () => {
    const clip = join(testdata, 'videos/mpsamples_gesture_test_video.mp4');
    const measured = await reportOn(clip, { trim: { startMs: 0, endMs: 3000 } });
    expect(honestyProblems(measured)).toEqual([]);
    for (const id of [...legMetrics, 'body-speed', 'turns', 'trunk-lean'] as const) {
      expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
    }
  });

  test('a picture: a pose and no movement', async () => {
    const measured = await reportOn(join(testdata, 'golden/pose.jpg'));
    expect(honestyProblems(measured)).toEqual([]);
    expect(measuredIds(measured)).toEqual(['in-sight']);
  });

  test.each([
    { clip: 'derived/mgt_dancer_lowlight_5s.mp4', trim: { startMs: 0, endMs: 2500 }, least: 80 },
    { clip: 'derived/person_enters_leaves.mp4', trim: { startMs: 0 }, least: 50 },
    { clip: 'videos/pose2sim_multi_cam01.mp4', trim: { startMs: 0, endMs: 1000 }, least: 90 },
  ])('$clip: no value without data', async ({ clip, trim, least }) => {
    const measured = await reportOn(join(testdata, clip), { trim });
    expect(honestyProblems(measured)).toEqual([]);
    expect(figureOf(measured, 'in-sight')).toBeGreaterThan(least);
    expect(figureOf(measured, 'turns')).toBe(0);
    expect(figureOf(measured, 'jumps')).toBe(0);
  });
});
