import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { analyseMusicOf, hearBeat } from '../testing/analyse-music.ts';

(hasTestdata ? describe : describe.skip)('real clips', () => {
  test('a metronome of 120 beats a minute', async () => {
    const { bpm, beats } = await hearBeat(join(testdata, 'derived/mgt_dancer_click120bpm_10s.mp4'));
    expect(Math.abs(bpm - 120)).toBeLessThan(1);
    expect(beats).toHaveLength(20);
    beats.forEach(({ timeMs }, i) => {
      expect(Math.abs(timeMs - 500 * i)).toBeLessThan(20);
    });
  });

  test.each([
    ['derived/pose1_silent_audio.mp4', 'silence'],
    ['derived/pose1_hevc.mp4', 'no-sound'],
  ])('%s has %s', async (name, heard) => {
    expect(await analyseMusicOf(join(testdata, name))).toMatchObject({ heard });
  });
});
