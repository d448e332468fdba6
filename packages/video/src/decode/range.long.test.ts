import { execFile } from 'node:child_process';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { defaultMediaLimits, rgbaPixels } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probeFile } from '../probe/probe-file.ts';
import type { FrameRange, ProbedFile } from '../probe/probed-file.ts';
import { seekTarget } from '../probe/seek.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { decodeAll, makeMedia, never, setDisplayMatrix } from '../testing/test-media.ts';
import { decodeTask } from './decode-frames.ts';

const run = promisify(execFile);
const x = (text: string): string[] => text.split(' ');
/** All frames differ, and groups of pictures are long, so that a range starts within one. */
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
      'a clip whose picture starts late',
      [...x('-itsoffset 0.5'), ...picture, ...tone, ...h264],
      {},
    ],
    [
      'a clip with missing frames',
      [...picture, ...x('-vf select=gt(mod(n\\,7)\\,0) -fps_mode passthrough'), ...h264],
      {},
    ],
    ['a trimmed clip', [...picture, ...h264], { trim: { startMs: 510, endMs: 3490 } }],
  ])('of %s equals these frames of the whole', async (_case, make, trim) => {
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

  test('after the end of a damaged file is empty', async () => {
    const make = [...picture, ...h264, ...x('-movflags +faststart')];
    const path = await makeMedia(folder.path, 'cut.mp4', make);
    const { mediaInfo } = await probeFile(path, options);
    await truncate(path, Math.round(mediaInfo.sizeBytes / 2));
    const file = await probeFile(path, options);
    const whole = await decodeAll(file);
    expect(whole.length).toBeLessThan(90);
    expect(await decodeAll(file, { first: 90 })).toEqual([]);
    expect(await decodeAll(file, { first: 10 })).toHaveLength(whole.length - 10);
  });
});

/** Key frames one second apart, with noise that makes every part of every frame unique. */
const noisy = x('-f lavfi -i testsrc=size=64x48:rate=25:duration=6,noise=alls=20:allf=t');
const wide = x('-f lavfi -i testsrc2=size=1920x32:rate=25:duration=8,noise=alls=20:allf=t');
const x264 = x('-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25');
const reordered = [...x264, '-bf', '3'];
const open = [...reordered, '-x264-params', 'open-gop=1:b-pyramid=normal'];
const gaps = x('-vf select=gt(mod(n\\,7)\\,0)*not(between(n\\,35\\,95)) -fps_mode passthrough');

/** Number of bytes decoded when decoding starts at the key frame. */
async function bytesAfterSeeking(file: ProbedFile, range: FrameRange): Promise<number> {
  const seek = seekTarget(file, range);
  if (!seek) throw new Error('there is no seek target');
  let bytes = 0;
  const task = decodeTask(file, rgbaPixels, { range }, seek);
  await using ffmpeg = await FfmpegProcess.start(task, { signal: never });
  for await (const chunk of ffmpeg.read()) bytes += chunk.length;
  return bytes;
}

const withoutSeeking = (file: ProbedFile): ProbedFile => ({
  ...file,
  source: { ...file.source, keyFrameSeconds: null },
});

async function expectTheSame(file: ProbedFile, firsts: readonly number[]): Promise<void> {
  const whole = await decodeAll(withoutSeeking(file));
  for (const first of firsts) {
    const expected = whole.slice(first, first + 20);
    expect(expected.length).toBeGreaterThan(5);
    const found = await decodeAll(file, { first, end: first + 20 });
    expect(found).toHaveLength(expected.length);
    expect(Buffer.concat(found).equals(Buffer.concat(expected))).toBe(true);
  }
}

describe('decoding from a key frame gives the same frames as decoding the whole file', () => {
  test.each([
    ['H.264', 'mp4', [...noisy, ...x264]],
    ['reordered frames', 'mp4', [...noisy, ...reordered]],
    ['open groups of pictures', 'mp4', [...noisy, ...open]],
    ['the same in Matroska', 'mkv', [...noisy, ...open]],
    [
      'HEVC',
      'mp4',
      [
        ...noisy,
        ...x(
          '-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:keyint=25:bframes=3:open-gop=1',
        ),
      ],
    ],
    ['VP9', 'webm', [...noisy, ...x('-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25')]],
    ['VP8', 'webm', [...noisy, ...x('-c:v libvpx -deadline realtime -cpu-used 8 -g 25')]],
    ['MPEG-4', 'mp4', [...noisy, ...x('-c:v mpeg4 -q:v 4 -g 25 -bf 2')]],
    ['Motion JPEG', 'mov', [...noisy, ...x('-c:v mjpeg -q:v 4 -pix_fmt yuvj420p')]],
    ['fragments', 'mp4', [...noisy, ...reordered, ...x('-movflags frag_keyframe+empty_moov')]],
    ['a picture that starts late', 'mp4', [...x('-itsoffset 0.5'), ...noisy, ...tone, ...x264]],
    [
      'timestamps that do not start at zero',
      'mkv',
      [...noisy, ...reordered, ...x('-output_ts_offset 3.7')],
    ],
    ['gaps of seconds', 'mp4', [...noisy, ...gaps, ...reordered]],
    ['a low frame rate', 'mp4', [...noisy, ...x('-vf fps=10'), ...reordered, '-g', '10']],
  ])('%s', async (_case, ending, make) => {
    const path = await makeMedia(folder.path, `clip.${ending}`, make);
    const file = await probeFile(path, options);
    const firsts = [0.6, 0.9].map((share) => Math.round(share * file.plan.frameCount));
    for (const first of firsts) {
      expect(await bytesAfterSeeking(file, { first, end: first + 5 })).toBe(5 * 64 * 48 * 4);
    }
    await expectTheSame(file, firsts);
  });

  test('an edit list', async () => {
    const whole = await makeMedia(folder.path, 'whole.mp4', [...noisy, ...open]);
    const cut = ['-ss', '1.3', '-i', whole, '-c', 'copy'];
    const file = await probeFile(await makeMedia(folder.path, 'edit.mp4', cut), options);
    expect(file.plan.frameCount).toBeLessThan(130);
    await expectTheSame(file, [90]);
  });

  test('a rotated picture', async () => {
    const path = await makeMedia(folder.path, 'turned.mp4', [...noisy, ...open]);
    await setDisplayMatrix(path, [0, 1, -1, 0]);
    const file = await probeFile(path, options);
    expect(file.plan).toMatchObject({ width: 48, height: 64 });
    await expectTheSame(file, [90]);
  });

  test('intra refresh by column, which completes a key frame only seconds later', async () => {
    const refresh = x(
      '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 100 -x264-params intra-refresh=1',
    );
    const file = await probeFile(
      await makeMedia(folder.path, 'refresh.mp4', [...wide, ...refresh]),
      options,
    );
    expect(await bytesAfterSeeking(file, { first: 150, end: 160 })).toBe(0);
    await expectTheSame(file, [150]);
  });

  test('a damaged key frame, which is concealed with earlier frames', async () => {
    const path = await makeMedia(folder.path, 'damaged.mp4', [...noisy, ...x264]);
    const whole = await probeFile(path, options);
    const bytes = await readFile(path);
    const { stdout } = await run('ffprobe', [
      ...x('-v error -select_streams v -show_entries packet=pos,flags -of csv=print_section=0'),
      path,
    ]);
    for (const line of stdout.split('\n').filter((text) => text.includes('K'))) {
      const at = Number.parseInt(line, 10);
      bytes.fill(0xff, at + 700, at + 760);
    }
    await writeFile(path, bytes);
    // One thread each: concealment by several threads is not deterministic.
    const range = { first: 100, end: 140 };
    expect(whole.source.keyFrameSeconds?.slice(0, 3)).toEqual([0, 1, 2]);
    const expected = await decodeAll(withoutSeeking(whole), range, 9);
    expect(Buffer.concat(await decodeAll(whole, range, 9)).equals(Buffer.concat(expected))).toBe(
      true,
    );
  });

  test.each([
    ['a trimmed clip', 'mp4', [...noisy, ...x264], { trim: { startMs: 510, endMs: 5490 } }],
    [
      'a file with two video streams',
      'mp4',
      [...noisy, ...picture, ...x('-map 0 -map 1'), ...x264],
      {},
    ],
    ['a container without presentation times', 'avi', [...noisy, ...x264], {}],
    ['a codec for which this is not tested', 'mkv', [...noisy, ...x('-c:v mpeg2video -g 25')], {}],
  ])('starts at the beginning for %s', async (_case, ending, make, trim) => {
    const path = await makeMedia(folder.path, `clip.${ending}`, make);
    const file = await probeFile(path, { ...options, ...trim });
    expect(seekTarget(file, { first: 90 })).toBeNull();
  });
});
