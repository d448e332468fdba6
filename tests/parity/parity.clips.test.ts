import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { compareEngines } from './compare-engines.ts';
import { expectSamePeople, expectTheSameTracks, firstMs, median } from './expect-parity.ts';

const real = hasTestdata ? describe : describe.skip;

real('the native engine beside its reference, on real clips', () => {
  const dancer = join(testdata, 'videos/mgt_dancer.avi');

  test('a dancer', async () => {
    expectTheSameTracks(await compareEngines(dancer, { model: 'lite', ...firstMs(1500) }));
  });

  test('a person who comes and goes', async () => {
    const clip = join(testdata, 'derived/person_enters_leaves.mp4');
    const { native } = await compareEngines(clip, { model: 'lite', mode: 'image' });
    expectSamePeople(native, 0.5);
    expect(median(native.pixels)).toBeLessThan(0.05);
    expect(median(native.metres)).toBeLessThan(0.001);
  });
});
