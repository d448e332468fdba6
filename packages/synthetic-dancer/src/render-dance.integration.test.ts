import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleRateHz } from './click-track.ts';
import { createDance } from './dance.ts';
import { renderDance } from './render-dance.ts';

const run = promisify(execFile);
const dance = createDance({ width: 180, height: 320, fps: 15, counts: 4 });

let folder: TempFolder;
let videoPath: string;
beforeAll(async () => {
  folder = await createTempFolder('dancer-test');
  videoPath = join(folder.path, 'dance.mp4');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('renderDance', () => {
  test('encodes every frame as H.264 that browsers play, with AAC of the same length', async () => {
    const progress: number[] = [];
    const { signal } = new AbortController();
    await renderDance({ dance, outPath: videoPath, signal, onProgress: (n) => progress.push(n) });
    expect(progress).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-count_frames', '-show_streams', '-of', 'json'],
      videoPath,
    ]);
    const [video, audio] = JSON.parse(stdout).streams;
    expect(video).toMatchObject({
      ...{ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', color_space: 'bt709' },
      ...{ width: 180, height: 320, avg_frame_rate: '15/1', nb_read_frames: '30' },
    });
    expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: String(sampleRateHz) });
    expect(Number(video.duration)).toBeCloseTo(2, 3);
    expect(Number(audio.duration)).toBeCloseTo(2, 1);
  });

  test('the clicks are in time with the dancer', async () => {
    const { stdout } = await run(
      'ffmpeg',
      ['-v', 'error', '-i', videoPath, '-f', 's16le', '-ac', '1', '-'],
      { encoding: 'buffer' },
    );
    const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length >> 1);
    const loud = dance.beatsMs.map((beatMs) => {
      const from = Math.max(0, Math.round(((beatMs - 100) * sampleRateHz) / 1000));
      const at = samples.subarray(from).findIndex((sample) => Math.abs(sample) > 5000);
      return ((from + at) * 1000) / sampleRateHz;
    });
    loud.forEach((ms, beat) => {
      expect(Math.abs(ms - (dance.beatsMs[beat] ?? 0))).toBeLessThan(3);
    });
  });

  test('leaves no file behind when aborted', async () => {
    const outPath = join(folder.path, 'aborted.mp4');
    const abort = new AbortController();
    const onProgress = (framesDone: number): void => {
      if (framesDone === 5) abort.abort(new Error('enough'));
    };
    const rendering = renderDance({ dance, outPath, signal: abort.signal, onProgress });
    await expect(rendering).rejects.toThrow('enough');
    expect(existsSync(outPath)).toBe(false);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('aborted'))).toEqual([]);
  });

  test('rejects dimensions that H.264 does not allow', async () => {
    const odd = createDance({ width: 181, height: 320, fps: 5, counts: 2 });
    const { signal } = new AbortController();
    const rendering = renderDance({ dance: odd, outPath: join(folder.path, 'odd.mp4'), signal });
    await expect(rendering).rejects.toThrow(/even width and height.*181×320/);
  });
});
