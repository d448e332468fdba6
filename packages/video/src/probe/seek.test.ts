import { expect, test } from '@jest/globals';
import type { ProbedFile } from './probed-file.ts';
import { decodedBefore } from './seek.ts';

/** 25 frames per second; the picture starts half a second after the sound. */
const clip = (keyFrameSeconds: readonly number[] | null): ProbedFile =>
  ({
    plan: { rate: { num: 25, den: 1 } },
    source: { leadFrames: 12.5, keyFrameSeconds },
  }) as unknown as ProbedFile;

test.each([
  ['all if the file cannot be seeked', null, 90, 90],
  // Frame 90 is shown at 4.1 s; a second earlier is 3.1 s.
  ['from the last key frame that is early enough', [0.5, 2.5, 3.2, 4.1], 90, 40],
  ['from a key frame that is just early enough', [0.5, 3.1], 90, 25],
  ['from the first key frame', [0.5, 9.5], 90, 90],
  ['all if there are few', [0.5, 0.6], 10, 10],
  ['all if there is no key frame', [], 90, 90],
])('frames decoded before a frame: %s', (_case, keys, first, frames) => {
  expect(decodedBefore(clip(keys), first)).toBeCloseTo(frames);
});
