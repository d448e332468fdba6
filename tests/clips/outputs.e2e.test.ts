import { describe, expect, test } from '@jest/globals';
import { ownClips } from './own-clips.ts';
import { lookAtPhoto, photoSecrets } from './photo.ts';
import { checkClip } from './run-table.ts';

const signal = new AbortController().signal;
/** Only for hangs: 4K takes seconds, or minutes on a very busy machine. */
const timeoutMs = 600_000;

describe('the result of a clip is upright, complete, in sync and without location metadata', () => {
  test.each(ownClips)(
    '$name',
    async (clip) => {
      expect((await checkClip(clip, { whole: false, signal })).problems).toEqual([]);
    },
    timeoutMs,
  );
});

test('the result of a photo is upright and without location metadata', async () => {
  const { corners, artifacts, source, size } = await lookAtPhoto(signal);
  expect(size).toEqual({ width: 240, height: 320 });
  expect(corners).toEqual(['red', 'lime', 'blue', 'white']);
  expect(photoSecrets.filter((secret) => source.includes(secret))).toEqual(photoSecrets);
  expect([...artifacts.keys()].sort()).toEqual(
    expect.arrayContaining(['annotated.png', 'poster.jpg']),
  );
  for (const [name, bytes] of artifacts) {
    const found = photoSecrets.filter((secret) => bytes.includes(secret));
    expect({ name, found }).toEqual({ name, found: [] });
  }
});
