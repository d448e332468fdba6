import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProbedFile } from '../probe/probed-file.ts';
import {
  colourAt,
  colourDistance,
  decodeAll,
  emptyDrawings,
  frameDistance,
  makeMedia,
  never,
  outputPaths,
  probe,
  quarters,
  resultOf,
} from '../testing/test-media.ts';
import { renderVideo } from './render-video.ts';

const size = { width: 320, height: 240 };
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-damaged');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

async function rendered(file: ProbedFile, frameCount: number): Promise<Uint8Array[]> {
  const outPath = join(folder.path, 'annotated.mp4');
  await renderVideo({
    file,
    size,
    ...emptyDrawings(size, frameCount),
    background: 'original',
    encode: { preset: 'ultrafast', crf: 20 },
    frameCount,
    ...outputPaths(outPath),
    signal: never,
  });
  return decodeAll(resultOf(file, outPath));
}

describe('damaged files', () => {
  test('yield the readable frames at their own indices', async () => {
    const path = await makeMedia(folder.path, 'cut.mp4', [
      ...[
        '-f',
        'lavfi',
        '-i',
        quarters(size, '25', 4),
        ...h264,
        '-g',
        '10',
        '-movflags',
        '+faststart',
      ],
    ]);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    const cut = await probe(path);
    expect(cut.plan).toMatchObject({ frameCount: 100, rate: { num: 25, den: 1 } });
    const frames = await decodeAll(cut);
    expect(frames.length).toBeGreaterThan(30);
    expect(frames.length).toBeLessThan(90);
    expect(await rendered(cut, frames.length)).toHaveLength(frames.length);
  });

  test('with a lost beginning keep the indices of later frames', async () => {
    const path = await makeMedia(folder.path, 'late.mp4', [
      ...['-f', 'lavfi', '-i', quarters(size, '25', 2), ...h264, '-g', '25', '-bf', '0'],
    ]);
    const intact = await decodeAll(await probe(path));
    const bytes = await readFile(path);
    const start = bytes.indexOf('mdat', 0, 'latin1') + 4;
    // The first group of pictures is about half of the video.
    bytes.fill(0, start, start + Math.floor((bytes.length - start) / 2.5));
    await writeFile(path, bytes);
    const frames = await decodeAll(await probe(path));
    expect(frames).toHaveLength(50);
    for (const index of [30, 40, 49]) {
      const [found, wanted] = [frames[index], intact[index]];
      expect(found && wanted && frameDistance(found, wanted)).toBe(0);
    }
  });

  test('without any readable frame are refused', async () => {
    const path = await makeMedia(folder.path, 'noise.mp4', [
      '-f',
      'lavfi',
      '-i',
      quarters(size),
      ...h264,
      '-movflags',
      '+faststart',
    ]);
    const bytes = await readFile(path);
    bytes.fill(0x5a, bytes.indexOf('mdat', 0, 'latin1') + 4);
    await writeFile(path, bytes);
    const read = async (): Promise<unknown> => decodeAll(await probe(path));
    await expect(read()).rejects.toMatchObject({ code: 'unreadable-media' });
  });

  test('that change their size within the stream yield frames of one size at their indices', async () => {
    const part = (name: string, width: number, height: number): Promise<string> =>
      makeMedia(folder.path, name, [
        '-f',
        'lavfi',
        '-i',
        quarters({ width, height }),
        ...h264,
        '-f',
        'h264',
      ]);
    const parts = [await part('a.h264', 320, 240), await part('b.h264', 640, 160)];
    const joined = join(folder.path, 'joined.h264');
    await writeFile(joined, Buffer.concat(await Promise.all(parts.map((path) => readFile(path)))));
    const changing = await probe(
      await makeMedia(folder.path, 'changing.mp4', ['-r', '25', '-i', joined, '-c', 'copy']),
    );
    const frames = await decodeAll(changing);
    expect(changing.plan.frameCount).toBe(50);
    expect(frames).toHaveLength(50);
    const result = await rendered(changing, 50);
    for (const frame of [frames[49], result[49]]) {
      expect(colourDistance(colourAt(frame, size, [0.75, 0.2]), [0, 255, 0])).toBeLessThanOrEqual(
        16,
      );
      expect(colourDistance(colourAt(frame, size, [0.25, 0.8]), [0, 0, 255])).toBeLessThanOrEqual(
        16,
      );
    }
  });
});
