import { hasTestdata } from '@dance-pose/local-stack';
import { expect, test } from '@jest/globals';
import { compareVariants, robustnessFigures } from './robustness-part.ts';

(hasTestdata ? test : test.skip)(
  'a clip and its mirror image, cropped and recompressed, differ by no more than both errors',
  async () => {
    const comparisons = await compareVariants(4, [
      'original',
      'mirrored',
      'cropped by 8 pixels',
      'CRF 33',
    ]);
    expect(comparisons.length).toBeGreaterThan(200);
    const { checks } = robustnessFigures(comparisons);
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  },
  600_000,
);
