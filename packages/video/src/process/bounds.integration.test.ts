import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultMediaLimits, type MediaLimits, rgbaPixels } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeFrames } from '../decode/decode-frames.ts';
import { probeFile } from '../probe/probe-file.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import { renderVideo } from '../render/render-video.ts';
import {
  countFrames,
  emptyDrawings,
  makeMedia,
  never,
  outputPaths,
  processesNaming,
  quarters,
} from '../testing/test-media.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { FfmpegProcess, type FfmpegStartOptions } from './ffmpeg-process.ts';
import { type FfmpegTask, fileUrl, pipeOut } from './ffmpeg-task.ts';

// Other systems accept the limits without enforcing them, and have no /proc to check.
const onLinux = existsSync('/proc/self/limits') ? describe : describe.skip;
if (onLinux === describe.skip)
  process.stderr.write('skipped: process limits, which only Linux enforces\n');

const size = { width: 1280, height: 720 };
const mb = 1024 ** 2;

let folder: TempFolder;
let path: string;
beforeAll(async () => {
  folder = await createTempFolder('video-bounds');
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  path = await makeMedia(folder.path, 'clip.mp4', ['-f', 'lavfi', '-i', quarters(size), ...h264]);
});
afterAll(async () => {
  expect(await processesNaming(folder.path)).toEqual([]);
  await folder[Symbol.asyncDispose]();
});

const probeWithin = (bounds: Partial<MediaLimits>): Promise<ProbedFile> =>
  probeFile(path, {
    fileName: 'clip.mp4',
    limits: { ...defaultMediaLimits, ...bounds },
    signal: never,
  });

const memory = new Uint8Array(size.width * size.height * 4);

/** Inspects the process that decodes `file` while it runs. */
async function whileDecoding<T>(
  file: ProbedFile,
  inspect: (pid: number) => T,
): Promise<Awaited<T>> {
  for await (const _frame of decodeFrames(file, {
    signal: never,
    pixels: rgbaPixels,
    take: () => memory,
  })) {
    const [pid = 0] = await processesNaming(file.path);
    return await inspect(pid);
  }
  throw new Error('there is no frame');
}

onLinux('a process that works on a file', () => {
  test('is the program itself, limited by the kernel, without core dumps', async () => {
    const file = await probeWithin({ maxMemoryBytes: 300 * mb, maxCpuSeconds: 77 });
    const { name, limits } = await whileDecoding(file, async (pid) => ({
      name: await readFile(`/proc/${pid}/comm`, 'utf8'),
      limits: await readFile(`/proc/${pid}/limits`, 'utf8'),
    }));
    expect(name.trim()).toBe('ffmpeg');
    const limit = (resource: string): string[] =>
      limits.match(new RegExp(`Max ${resource}\\s+(\\S+)\\s+(\\S+)`))?.slice(1) ?? [];
    expect(limit('data size')).toEqual([String(300 * mb), String(300 * mb)]);
    expect(limit('cpu time')).toEqual(['77', '87']);
    expect(limit('core file size')[0]).toBe('0');
  });

  test('gets file names with shell characters unchanged', async () => {
    const odd = join(folder.path, `$(touch oops) ; 'a" \\ *&.mp4`);
    await copyFile(path, odd);
    const before = await readdir('.');
    const options = { fileName: 'odd', limits: defaultMediaLimits, signal: never };
    expect(await countFrames(await probeFile(odd, options))).toBe(25);
    expect(await readdir('.')).toEqual(before);
  });

  test('that cannot load its own libraries does not blame the file', async () => {
    await expect(probeWithin({ maxMemoryBytes: 20 * mb })).rejects.toMatchObject({
      name: 'FfmpegError',
      neverRan: true,
      blamesFile: false,
    });
  });

  // ffprobe decodes hardly anything and stays below the limit.
  test('that needs too much memory refuses the file, in both passes', async () => {
    const file = await probeWithin({ maxMemoryBytes: 80 * mb });
    await expect(countFrames(file)).rejects.toMatchObject({ code: 'too-much-memory' });
    const before = await readdir(folder.path);
    const rendering = renderVideo({
      file,
      size,
      ...emptyDrawings(size, 25),
      background: 'original',
      encode: { preset: 'veryfast', crf: 30 },
      frameCount: 25,
      ...outputPaths(join(folder.path, 'annotated.mp4')),
      signal: never,
    });
    await expect(rendering).rejects.toMatchObject({ code: 'too-much-memory' });
    expect(await readdir(folder.path)).toEqual(before);
  });

  test.each([
    ['crashes blames the file', 'SIGSEGV', { code: 'unreadable-media' }],
    ['another process kills may be retried', 'SIGKILL', { blamesFile: false }],
    ['is stopped together with the service may be retried', 'SIGTERM', { blamesFile: false }],
  ] as const)('that %s', async (_case, signal, expected) => {
    const frames = decodeFrames(await probeWithin({}), {
      signal: never,
      pixels: rgbaPixels,
      take: () => memory,
    });
    await frames.next();
    for (const pid of await processesNaming(path)) process.kill(pid, signal);
    const rest = async (): Promise<void> => {
      for await (const _frame of frames);
    };
    await expect(rest()).rejects.toMatchObject(expected);
  });
});

/** A task that never ends by itself. */
const endless = (tool: FfmpegTask['tool'], target: string): FfmpegTask => ({
  tool,
  inputs: [
    { options: ['-loglevel', 'error', '-f', 'lavfi'], source: 'testsrc2=size=640x480:rate=1000' },
  ],
  outputs: [
    {
      options:
        tool === 'ffprobe'
          ? ['-show_frames', '-of', 'csv', '-o']
          : ['-y', '-f', 'rawvideo', '-pix_fmt', 'gray'],
      target,
    },
  ],
});

async function runToEnd(task: FfmpegTask, options: Partial<FfmpegStartOptions>): Promise<void> {
  await using ffmpeg = await FfmpegProcess.start(task, { signal: never, ...options });
  for await (const _chunk of ffmpeg.readToEnd());
}

describe('a process that does not end', () => {
  test.each(['ffmpeg', 'ffprobe'] as const)(
    'is stopped by the kernel after its CPU time: %s',
    async (tool) => {
      const bounds = { ...defaultMediaLimits, maxCpuSeconds: 1 };
      await expect(runToEnd(endless(tool, pipeOut), { bounds })).rejects.toMatchObject({
        code: 'processing-timeout',
      });
    },
  );

  test.each([
    ['while it writes', pipeOut],
    ['while it writes nothing', fileUrl('/dev/null')],
  ])('is stopped by us after its wall-clock time, %s', async (_case, target) => {
    const startedAt = performance.now();
    await expect(runToEnd(endless('ffmpeg', target), { wallMs: 300 })).rejects.toMatchObject({
      code: 'processing-timeout',
    });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test('is stopped by us when it stalls', async () => {
    const silent = endless('ffmpeg', fileUrl('/dev/null'));
    const running = runToEnd(silent, { stallMs: 300 });
    await expect(running).rejects.toThrow(FfmpegError);
    await expect(running).rejects.toThrow('stalled');
  });
});
