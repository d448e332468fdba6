import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rgbaPixels } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeFrames } from '../decode/decode-frames.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import { type RenderRequest, renderVideo } from '../render/render-video.ts';
import {
  decodeAll,
  emptyDrawing,
  emptyDrawings,
  makeMedia,
  never,
  outputPaths,
  probe,
  processesNaming,
  quarters,
  repeated,
} from '../testing/test-media.ts';
import { FfmpegProcess } from './ffmpeg-process.ts';
import { pipeIn, pipeOut } from './ffmpeg-task.ts';

const size = { width: 320, height: 240 };
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

let folder: TempFolder;
let file: ProbedFile;
beforeAll(async () => {
  folder = await createTempFolder('video-lifetime');
  const graph = quarters(size, '25', 8);
  file = await probe(
    await makeMedia(folder.path, 'clip.mp4', ['-f', 'lavfi', '-i', graph, ...h264]),
  );
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const take = (): Uint8Array<ArrayBuffer> => new Uint8Array(size.width * size.height * 4);
const left = (): Promise<number[]> => processesNaming(folder.path);
const files = async (): Promise<string[]> => (await readdir(folder.path)).sort();

const request = (changes: Partial<RenderRequest> = {}): RenderRequest => ({
  file,
  size,
  ...emptyDrawings(size, 200),
  background: 'original',
  encode: { preset: 'ultrafast', crf: 30 },
  frameCount: 200,
  ...outputPaths(join(folder.path, 'annotated.mp4')),
  signal: never,
  ...changes,
});

describe('the first pass', () => {
  test('waits for its caller and ends FFmpeg when the caller leaves', async () => {
    let taken = 0;
    const counted = (): Uint8Array<ArrayBuffer> => {
      taken++;
      return take();
    };
    for await (const _frame of decodeFrames(file, {
      signal: never,
      pixels: rgbaPixels,
      take: counted,
    })) {
      await sleep(300);
      expect(await left()).toHaveLength(1);
      break;
    }
    expect(await left()).toEqual([]);
    // One was delivered and two were read ahead; the rest waited in FFmpeg.
    expect(taken).toBeLessThanOrEqual(3);
  });

  test('starts before a frame is requested, and ends if none ever is', async () => {
    let taken = 0;
    const counted = (): Uint8Array<ArrayBuffer> => {
      taken++;
      return take();
    };
    {
      await using _frames = decodeFrames(file, {
        signal: never,
        pixels: rgbaPixels,
        take: counted,
      });
      const tooLate = performance.now() + 5000;
      while (taken < 2 && performance.now() < tooLate) await sleep(10);
      await sleep(100);
      expect(await left()).toHaveLength(1);
      expect(taken).toBe(2);
    }
    expect(await left()).toEqual([]);
  });

  test('ends with the reason of an abort, and FFmpeg with it', async () => {
    const controller = new AbortController();
    const decode = async (): Promise<void> => {
      for await (const _frame of decodeFrames(file, {
        signal: controller.signal,
        pixels: rgbaPixels,
        take,
      })) {
        controller.abort(new Error('changed my mind'));
      }
    };
    await expect(decode()).rejects.toThrow('changed my mind');
    expect(await left()).toEqual([]);
  });

  test('propagates an error of the caller and ends FFmpeg', async () => {
    const decode = async (): Promise<void> => {
      for await (const _frame of decodeFrames(file, { signal: never, pixels: rgbaPixels, take }))
        throw new Error('no engine');
    };
    await expect(decode()).rejects.toThrow('no engine');
    expect(await left()).toEqual([]);
  });

  test('kills an FFmpeg that ignores SIGTERM', async () => {
    const startedAt = performance.now();
    for await (const _frame of decodeFrames(file, { signal: never, pixels: rgbaPixels, take })) {
      for (const pid of await left()) process.kill(pid, 'SIGSTOP');
      break;
    }
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(await left()).toEqual([]);
  });

  test('does not pass environment variables to FFmpeg that change its behaviour', async () => {
    process.env.FFREPORT = `file=${join(folder.path, 'report.log')}`;
    try {
      for await (const _frame of decodeFrames(file, { signal: never, pixels: rgbaPixels, take }))
        break;
    } finally {
      delete process.env.FFREPORT;
    }
    expect(await files()).not.toContain('report.log');
  });

  test('refuses memory of the wrong size, which would skew the picture', async () => {
    const frames = decodeFrames(file, {
      signal: never,
      pixels: rgbaPixels,
      take: () => new Uint8Array(1000),
    });
    await expect(frames.next()).rejects.toThrow(RangeError);
    expect(await left()).toEqual([]);
  });

  test('does not start after an abort', async () => {
    const frames = decodeFrames(file, {
      signal: AbortSignal.abort(new Error('too late')),
      pixels: rgbaPixels,
      take,
    });
    await expect(frames.next()).rejects.toThrow('too late');
  });
});

describe('the second pass', () => {
  test('ends within two seconds of an abort and leaves no file', async () => {
    const before = await files();
    const controller = new AbortController();
    let abortedAt = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let index = 0; ; index++) {
        if (index === 40) {
          abortedAt = performance.now();
          controller.abort(new Error('cancelled'));
        }
        yield emptyDrawing(size);
      }
    }
    const running = renderVideo(request({ drawings: endless, signal: controller.signal }));
    await expect(running).rejects.toThrow('cancelled');
    expect(performance.now() - abortedAt).toBeLessThan(2000);
    expect(await left()).toEqual([]);
    expect(await files()).toEqual(before);
  });

  test.each([
    ['drawings fail', { drawings: failing }, 'no canvas'],
    ['there are too few drawings', emptyDrawings(size, 10), '10 of 200 drawings'],
    [
      'a drawing has another size',
      { drawings: () => repeated(new Uint8Array(16), 200) },
      'drawing 0 has 16',
    ],
    [
      'the video is shorter than the drawings',
      { ...emptyDrawings(size, 300), frameCount: 300 },
      '200 of 300 frames',
    ],
    ['the folder is missing', { outPath: '/nowhere/at/all.mp4' }, 'exit code'],
  ] satisfies [string, Partial<RenderRequest>, string][])(
    'fails if %s and leaves no file',
    async (_case, changes, message) => {
      const before = await files();
      await expect(renderVideo(request(changes))).rejects.toThrow(message);
      expect(await left()).toEqual([]);
      expect(await files()).toEqual(before);
    },
  );

  test('accepts drawings that reuse their memory', async () => {
    const drawing = emptyDrawing(size);
    async function* reused(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 200; index++) {
        drawing.fill(index === 100 ? 255 : 0);
        yield drawing;
      }
    }
    const outPath = join(folder.path, 'reused.mp4');
    await renderVideo(request({ drawings: reused, background: 'black', outPath }));
    const frames = await decodeAll(await probe(outPath));
    const white = frames.flatMap((frame, index) => ((frame[0] ?? 0) > 128 ? [index] : []));
    expect(white).toEqual([100]);
  });

  test("removes the owner's metadata", async () => {
    const path = await makeMedia(folder.path, 'private.mp4', [
      ...['-f', 'lavfi', '-i', quarters(size), '-f', 'lavfi', '-i', 'sine=duration=1'],
      ...h264,
      ...[
        '-c:a',
        'aac',
        '-metadata',
        'location=+48.2082+016.3738/',
        '-metadata',
        'title=Secret title',
      ],
      ...[
        '-metadata:s:a',
        'handler_name=Secret phone',
        '-metadata:s:v',
        'handler_name=Secret phone',
      ],
    ]);
    const outPath = join(folder.path, 'public.mp4');
    const changes = { ...emptyDrawings(size, 25), frameCount: 25, outPath };
    await renderVideo(request({ file: await probe(path), ...changes }));
    expect((await readFile(path, 'latin1')).match(/Secret|48\.2082/g)).not.toBeNull();
    expect((await readFile(outPath, 'latin1')).match(/Secret|48\.2082/g)).toBeNull();
  });
});

test('an FFmpeg that stalls is ended', async () => {
  const input = {
    options: ['-nostdin', '-loglevel', 'error', '-f', 'rawvideo', '-video_size', '16x16'],
    source: pipeIn,
  };
  const task = {
    tool: 'ffmpeg',
    inputs: [input],
    outputs: [{ options: ['-f', 'rawvideo'], target: pipeOut }],
  } as const;
  const read = async (): Promise<void> => {
    await using ffmpeg = await FfmpegProcess.start(task, { signal: never, stallMs: 300 });
    for await (const _chunk of ffmpeg.read());
  };
  await expect(read()).rejects.toThrow('stalled');
});

async function* failing(): AsyncGenerator<Uint8Array> {
  yield* repeated(emptyDrawing(size), 5);
  throw new Error('no canvas');
}
