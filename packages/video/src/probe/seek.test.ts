import { expect, test } from '@jest/globals';
import type { ProbedFile } from './probed-file.ts';
import { decodedBefore } from './seek.ts';

/** At 25 frames a second, the picture half a second after the sound. */
const clip = (keyFrameSeconds: readonly number[] | null): ProbedFile =>
  ({
    plan: { rate: { num: 25, den: 1 } },
    source: { leadFrames: 12.5, keyFrameSeconds },
  }) as unknown as ProbedFile;

test.each([
  ['all of it where it cannot be sought in', null, 90, 90],
  // Frame 90 is shown at 4.1 s; a second before that is 3.1 s.
  ['from the last key frame that is early enough', [0.5, 2.5, 3.2, 4.1], 90, 40],
  ['from one that is just early enough', [0.5, 3.1], 90, 25],
  ['from the first', [0.5, 9.5], 90, 90],
  ['all of it where that is little', [0.5, 0.6], 10, 10],
  ['from the first where there is no other', [], 90, 90],
])('what is decoded before a frame: %s', (_what, keys, first, frames) => {
  expect(decodedBefore(clip(keys), first)).toBeCloseTo(frames);
});
