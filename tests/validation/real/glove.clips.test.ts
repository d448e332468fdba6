import { hasTestdata } from '@dance-pose/local-stack';
import { expect, test } from '@jest/globals';
import { findGlove } from './glove-part.ts';

(hasTestdata ? test : test.skip)(
  'the left hand of a real dancer is the one in the red glove',
  async () => {
    const { frames, wrong } = await findGlove(8);
    expect(frames).toBeGreaterThan(120);
    expect(wrong / frames).toBeLessThan(0.02);
  },
);
