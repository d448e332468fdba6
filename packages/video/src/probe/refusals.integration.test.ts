import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultMediaLimits, type MediaLimits } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeMedia, never, processesNaming, quarters } from '../testing/test-media.ts';
import { readHeader } from './ffprobe.ts';
import { probeFile } from './probe-file.ts';

const size = { width: 64, height: 64 };
const picture = ['-f', 'lavfi', '-i', quarters(size)];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

let folder: TempFolder;
let secret: string;
beforeAll(async () => {
  folder = await createTempFolder('video-refusals');
  secret = await makeMedia(folder.path, 'secret.mp4', [...picture, ...h264]);
});
afterAll(async () => {
  expect(await processesNaming(folder.path)).toEqual([]);
  await folder[Symbol.asyncDispose]();
});

const refuse = (path: string, limits: Partial<MediaLimits> = {}): Promise<unknown> =>
  probeFile(path, {
    fileName: 'clip.mp4',
    limits: { ...defaultMediaLimits, ...limits },
    signal: never,
  });

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

const playlist = (): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n${secret}\n#EXT-X-ENDLIST\n`;

describe('the content decides, not the name', () => {
  test.each([
    ['a playlist', playlist],
    ['a concat script', () => `ffconcat version 1.0\nfile ${secret}\n`],
    ['a session description', () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\n'],
    ['text', () => 'not a video, only some words about one'],
    ['a GIF', () => 'GIF89a\x01\x00\x01\x00\x80\x00\x00'],
  ])('%s is not an accepted format', async (_case, content) => {
    const path = await written('clip.mp4', content());
    await expect(refuse(path)).rejects.toMatchObject({ code: 'unsupported-format' });
  });

  test('FFmpeg itself opens no playlist either, without that check', async () => {
    const path = await written('clip.mp4', playlist());
    const target = { limits: defaultMediaLimits, signal: never };
    for (const demuxer of ['mov', 'matroska', 'avi'] as const) {
      const container = { demuxer, kind: 'video' } as const;
      const header = readHeader({ path, container, ...target });
      await expect(header).rejects.toMatchObject({ code: 'unreadable-media' });
    }
  });

  test.each([
    ['an empty file', ''],
    ['the start of a video', '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41'],
    ['the start of a photo', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ])('%s is not readable', async (_case, content) => {
    const path = await written('clip.mov', Buffer.from(content, 'latin1'));
    await expect(refuse(path)).rejects.toMatchObject({ code: 'unreadable-media' });
  });
});

describe('a clip must have a picture:', () => {
  test('a file with sound only is refused', async () => {
    const path = await makeMedia(folder.path, 'song.m4a', [...tone, '-c:a', 'aac']);
    await expect(refuse(path)).rejects.toMatchObject({ code: 'no-video' });
  });

  test('a file with sound and a cover is refused', async () => {
    const path = await makeMedia(folder.path, 'album.m4a', [
      ...[...tone, ...picture, '-map', '0:a', '-map', '1:v', '-frames:v', '1'],
      ...['-c:a', 'aac', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-disposition:v', 'attached_pic'],
    ]);
    await expect(refuse(path)).rejects.toMatchObject({ code: 'no-video' });
  });
});

describe('limits are enforced before anything is decoded', () => {
  test.each<[string, Partial<MediaLimits>]>([
    ['upload-too-large', { maxBytes: 100 }],
    ['too-long', { maxDurationMs: 900 }],
    ['too-many-pixels', { maxPixels: 64 * 63 }],
    ['too-many-frames', { maxFrames: 24 }],
  ])('%s', async (code, limits) => {
    await expect(refuse(secret, limits)).rejects.toMatchObject({ code });
  });

  test('a picture far above the limit is refused by the decoder, which reports its size', async () => {
    const path = await makeMedia(folder.path, 'huge.mp4', [
      ...['-f', 'lavfi', '-i', 'color=size=4096x4096:rate=1:duration=1', ...h264],
    ]);
    await expect(refuse(path)).rejects.toMatchObject({
      code: 'too-many-pixels',
      message: expect.stringContaining('4096×4096'),
    });
  });

  test('a photo whose decoder does not report the size is refused as well', async () => {
    const photo = await makeMedia(folder.path, 'photo.png', [...picture, '-frames:v', '1']);
    const bytes = await readFile(photo);
    for (const offset of [16, 20]) bytes.writeUInt32BE(60_000, offset);
    await expect(refuse(await written('photo.png', bytes))).rejects.toMatchObject({
      code: 'too-many-pixels',
      message: expect.stringContaining('60000×60000'),
    });
  });

  test('a recording without duration and frame count in its header is measured', async () => {
    const path = await makeMedia(folder.path, 'live.webm', [
      ...[
        ...picture,
        '-c:v',
        'libvpx',
        '-pix_fmt',
        'yuv420p',
        '-deadline',
        'realtime',
        '-live',
        '1',
      ],
    ]);
    await expect(refuse(path, { maxDurationMs: 900 })).rejects.toMatchObject({ code: 'too-long' });
    await expect(refuse(path, { maxFrames: 24 })).rejects.toMatchObject({
      code: 'too-many-frames',
    });
  });
});

test('without FFmpeg, the error says to install it', async () => {
  const script = `
    import { probeFile } from ${JSON.stringify(import.meta.resolve('../index.ts'))};
    const limits = ${JSON.stringify(defaultMediaLimits)};
    const signal = new AbortController().signal;
    await probeFile(process.argv[1], { fileName: 'clip', limits, signal });
  `;
  // In a child process, because the paths of programs are cached.
  const flags = ['--conditions=@dance-pose/source', '--input-type=module', '--eval', script];
  const started = promisify(execFile)(process.execPath, [...flags, secret], {
    env: { PATH: '/nowhere' },
    timeout: 20_000,
  });
  await expect(started).rejects.toThrow('ffprobe was not found; install FFmpeg 5.1 or newer');
});

test('an abort ends the probe', async () => {
  const options = { fileName: 'clip', limits: defaultMediaLimits };
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(probeFile(secret, { ...options, signal })).rejects.toThrow('cancelled');
});
