import { expect, test } from '@jest/globals';
import { longClips } from './own-clips.ts';
import { checkClip } from './run-table.ts';

// More of outputs.e2e.test.ts.

const signal = new AbortController().signal;

test.each(longClips)(
  'the result of $name is upright, complete and in sync',
  async (clip) => {
    expect((await checkClip(clip, { whole: false, signal })).problems).toEqual([]);
  },
  600_000,
);
