import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { reportOf, trackClip } from '../track-clip.ts';
import { phantomShare } from './phantom-timing.ts';

(hasTestdata ? describe : describe.skip)('a real dancer', () => {
  test('has no timing against metronomes that have nothing to do with the dance', async () => {
    const trim = { startMs: 5000, endMs: 35_000 };
    const clip = await trackClip(join(testdata, 'videos/mgt_dancer.avi'), { trim });
    const { motionBeats } = (await reportOf(clip)).report;
    expect(motionBeats.length).toBeGreaterThan(25);
    expect(phantomShare(motionBeats, 444)).toBeLessThanOrEqual(0.01);
  });
});
