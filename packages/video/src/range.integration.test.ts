import { truncate } from 'node:fs/promises';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probeFile } from './probe-file.ts';
import type { FrameRange } from './probed-file.ts';
import { decodeAll, makeMedia, never } from './test-media.ts';

const x = (text: string): string[] => text.split(' ');
/** No two frames are alike; long groups, so that a part begins in the middle of one. */
const picture = x('-f lavfi -i testsrc=size=64x48:rate=25:duration=4');
const h264 = x('-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60');
const tone = x('-f lavfi -i sine=duration=5 -c:a aac');

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-range');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const options = { fileName: 'clip', limits: defaultMediaLimits, signal: never };

describe('a range of frames', () => {
  test.each([
    ['a clip', [...picture, ...h264], {}],
    [
      'a clip whose picture begins late',
      [...x('-itsoffset 0.5'), ...picture, ...tone, ...h264],
      {},
    ],
    [
      'a clip that lacks frames here and there',
      [...picture, ...x('-vf select=gt(mod(n\\,7)\\,0) -fps_mode passthrough'), ...h264],
      {},
    ],
    ['a part of a clip', [...picture, ...h264], { trim: { startMs: 510, endMs: 3490 } }],
  ])('of %s is what the whole has there', async (_what, make, trim) => {
    const path = await makeMedia(folder.path, 'clip.mkv', make);
    const file = await probeFile(path, { ...options, ...trim });
    const whole = await decodeAll(file);
    expect(whole.length).toBeGreaterThan(60);
    const ranges: FrameRange[] = [{ first: 0, end: 20 }, { first: 20, end: 51 }, { first: 51 }];
    const parts: Uint8Array[] = [];
    for (const range of ranges) {
      const part = await decodeAll(file, range);
      if (range.end !== undefined) expect(part).toHaveLength(range.end - range.first);
      parts.push(...part);
    }
    expect(Buffer.concat(parts).equals(Buffer.concat(whole))).toBe(true);
  });

  test('that begins behind the end of a damaged file is empty', async () => {
    const make = [...picture, ...h264, ...x('-movflags +faststart')];
    const path = await makeMedia(folder.path, 'cut.mp4', make);
    const { passport } = await probeFile(path, options);
    await truncate(path, Math.round(passport.sizeBytes / 2));
    const file = await probeFile(path, options);
    const whole = await decodeAll(file);
    expect(whole.length).toBeLessThan(90);
    expect(await decodeAll(file, { first: 90 })).toEqual([]);
    expect(await decodeAll(file, { first: 10 })).toHaveLength(whole.length - 10);
  });
});
