import { join } from 'node:path';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { probeFile } from '../probe/probe-file.ts';
import {
  decodeAll,
  emptyDrawings,
  frameDistance,
  makeMedia,
  never,
  outputPaths,
  quarters,
  report,
  resultOf,
} from '../testing/test-media.ts';
import { renderVideo } from './render-video.ts';

const size = { width: 160, height: 120 };

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-trim');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

test.each([
  ['between two frames', { startMs: 410, endMs: 1210 }, 11, 20],
  ['up to the end', { startMs: 1000 }, 25, 25],
  ['over the end', { startMs: 1600, endMs: 9000 }, 40, 10],
])(
  'a part trimmed %s is the same in both passes, including its sound',
  async (_where, trim, first, count) => {
    const path = await makeMedia(folder.path, 'clip.mp4', [
      ...['-f', 'lavfi', '-i', quarters(size, '25', 2), '-f', 'lavfi', '-i', 'sine=duration=2'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ]);
    const options = { fileName: 'clip', limits: defaultMediaLimits, signal: never };
    const whole = await decodeAll(await probeFile(path, options));
    const file = await probeFile(path, { ...options, trim });
    expect(file.plan).toMatchObject({ startMs: trim.startMs, frameCount: count });
    // Media info describes the file, not the part.
    expect(file.mediaInfo).toMatchObject({ durationMs: 2000, frameCount: 50 });

    const part = await decodeAll(file);
    expect(part).toHaveLength(count);
    expect(frameDistance(part[0] ?? new Uint8Array(), whole[first] ?? new Uint8Array())).toBe(0);

    const outPath = join(folder.path, 'annotated.mp4');
    await renderVideo({
      file,
      size,
      ...emptyDrawings(size, count),
      background: 'original',
      encode: { preset: 'ultrafast', crf: 12 },
      frameCount: count,
      ...outputPaths(outPath),
      signal: never,
    });
    const [rendered] = await decodeAll(
      resultOf({ ...file, source: { ...file.source, part: null } }, outPath),
    );
    expect(frameDistance(rendered ?? new Uint8Array(), part[0] ?? new Uint8Array())).toBeLessThan(
      4,
    );
    const { video, audio } = await report(outPath);
    expect(Number(video?.duration)).toBeCloseTo(count / 25, 2);
    expect(Math.abs(Number(audio?.duration) - count / 25)).toBeLessThanOrEqual(0.04);
  },
);
