import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultMediaLimits, type Report } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { decodeFrames, probeFile } from '@dance-pose/video';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cutMoment } from './cut-moment.ts';

const run = promisify(execFile);
const signal = new AbortController().signal;
const limits = defaultMediaLimits;
const grey = { layout: 'yuv420p', matrix: 'bt709', fullRange: false } as const;

let folder: TempFolder;
let path: string;
beforeAll(async () => {
  folder = await createTempFolder('cut');
  path = join(folder.path, 'annotated.mp4');
  // It gets brighter from frame to frame; the next key frame is always far away.
  const picture = "color=size=64x64:rate=20:duration=5,geq='lum=16+2*N:cb=128:cr=128'";
  await run('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine=duration=5'],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-g', '1000', '-c:a', 'aac', path],
  ]);
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const report = {
  source: { durationMs: 5000 },
  moments: [
    { startMs: 2000, endMs: 3000 },
    { startMs: 100, endMs: 400 },
    { startMs: 4600, endMs: 5000 },
  ],
} as unknown as Report;

async function brightnessOf(file: string): Promise<number[]> {
  const probed = await probeFile(file, { fileName: 'cut.mp4', limits, signal });
  const memory = new Uint8Array(64 * 64 * 1.5);
  const seen: number[] = [];
  for await (const frame of decodeFrames(probed, { signal, pixels: grey, take: () => memory })) {
    seen.push(frame[64 * 32 + 32] ?? 0);
  }
  return seen;
}

test.each([
  ['half a second before and after it', 0, 30, 70],
  ['what there is before it', 1, 0, 18],
  ['what there is after it', 2, 82, 100],
])('a moment is cut with %s, exact to a frame, with its sound', async (_what, moment, from, to) => {
  const outPath = join(folder.path, `moment-${moment}.mp4`);
  await cutMoment({ path, report, moment, outPath, limits, signal });
  const seen = await brightnessOf(outPath);
  expect(seen).toHaveLength(to - from);
  for (const [i, value] of seen.entries()) {
    expect(Math.abs(value - (16 + 2 * (from + i)))).toBeLessThanOrEqual(2);
  }
  const { mediaInfo } = await probeFile(outPath, { fileName: 'cut.mp4', limits, signal });
  expect(mediaInfo).toMatchObject({ videoCodec: 'h264', audio: { codec: 'aac' } });
  expect(Math.abs((mediaInfo.audio?.durationMs ?? 0) - 50 * (to - from))).toBeLessThan(100);
});

test('a moment is cut at its frames, too, if the sound starts before the picture', async () => {
  const late = join(folder.path, 'late.mp4');
  await run(
    'ffmpeg',
    ['-v', 'error', '-itsoffset', '0.5', '-i', path, '-i', path].concat([
      ...['-map', '0:v', '-map', '1:a', '-c', 'copy', late],
    ]),
  );
  const outPath = join(folder.path, 'late-moment.mp4');
  await cutMoment({ path: late, report, moment: 0, outPath, limits, signal });
  const seen = await brightnessOf(outPath);
  expect(Math.abs((seen[0] ?? 0) - (16 + 2 * 30))).toBeLessThanOrEqual(2);
  expect(seen).toHaveLength(40);
});

test('a moment that the report does not have is refused, and no file is left', async () => {
  const before = await readdir(folder.path);
  const outPath = join(folder.path, 'none.mp4');
  const cut = cutMoment({ path, report, moment: 3, outPath, limits, signal });
  await expect(cut).rejects.toMatchObject({ code: 'not-found' });
  expect(await readdir(folder.path)).toEqual(before);
});
