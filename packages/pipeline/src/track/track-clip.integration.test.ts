import { execFile } from 'node:child_process';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  defaultMediaLimits,
  jobOptionsSchema,
  type Landmark,
  landmarkCount,
} from '@dance-pose/contracts';
import { createScriptedEngine, type PoseEngine, type PoseScript } from '@dance-pose/pose';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { probeFile } from '@dance-pose/video';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PictureLight } from './picture-light.ts';
import { trackClip } from './track-clip.ts';
import type { Track } from './track-run.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
const options = jobOptionsSchema.parse({});
const fps = 30;
const frameCount = 20 * fps;

let folder: TempFolder;
let path: string;
beforeAll(async () => {
  folder = await createTempFolder('track-clip');
  path = join(folder.path, 'clip.mp4');
  const source = `testsrc=size=64x48:rate=${fps}:duration=20`;
  const encoding = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encoding, path]);
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

/** A person whose nose is at the frame's time, and who carries the number of frames that the session saw before. */
const counting: PoseScript = ({ index, timeMs }) => [
  {
    landmarks: Array.from({ length: landmarkCount }, (): Landmark => [timeMs, index, 0, 1, 1]),
    world: Array.from({ length: landmarkCount }, (): [number, number, number] => [0, 0, 0]),
  },
];

interface Watched {
  readonly script?: PoseScript;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called before the engine opens a session. */
  opening?(): Promise<void>;
  /** Path that is decoded instead of the clip. */
  readonly decoded?: string;
  /** Next ROI that the engine reports. */
  readonly nextRoiAt?: (timeMs: number) => string;
}

async function track({ script = counting, threads = 3, signal = never, ...watched }: Watched = {}) {
  const { nextRoiAt, opening, decoded = path } = watched;
  const limits = defaultMediaLimits;
  const probed = await probeFile(path, { fileName: 'clip', limits, signal: never });
  const file = { ...probed, path: decoded };
  const scripted = createScriptedEngine(script);
  const sessions = { open: 0, most: 0 };
  const engine: PoseEngine = {
    name: scripted.name,
    async open(settings, until) {
      await opening?.();
      const session = await scripted.open(settings, until);
      sessions.open += 1;
      sessions.most = Math.max(sessions.most, sessions.open);
      return {
        async detect(frame, timeMs, resync) {
          const found = await session.detect(frame, timeMs, resync);
          return nextRoiAt ? { ...found, nextRoi: nextRoiAt(timeMs) } : found;
        },
        async [Symbol.asyncDispose]() {
          await session[Symbol.asyncDispose]();
          sessions.open -= 1;
        },
      };
    },
  };
  const progress: number[] = [];
  const onFrame = (done: number): void => void progress.push(done);
  const context = { engine, threads, signal, light: new PictureLight(), onFrame };
  const tracked = trackClip(file, options, context);
  return { tracked, sessions, progress };
}

/** Number of running child processes. */
async function decoders(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter((pid) => pid !== '').length;
}

/** Number of frames that the session of each frame had seen before. */
const seenBefore = ({ frames }: Track): (number | undefined)[] =>
  frames.map(({ people }) => people[0]?.landmarks[0]?.[1]);

describe('trackClip', () => {
  test('joins the runs of all threads, with each frame once and at its time', async () => {
    const { tracked, sessions, progress } = await track();
    const found = await tracked;
    expect(found.segments).toEqual([0, 231, 412]);
    expect(found.frames.map(({ index }) => index)).toEqual(Array.from(Array(frameCount).keys()));
    for (const { index, timeMs, people } of found.frames) {
      expect(timeMs).toBeCloseTo((index * 1000) / fps, 2);
      expect(people[0]?.landmarks[0]?.[0]).toBeCloseTo(timeMs, 2);
    }
    // Each run starts 30 frames before its segment; only the first has no frames before it.
    expect([0, 230, 231, 412].map((at) => seenBefore(found)[at])).toEqual([0, 230, 30, 30]);
    expect(progress).toEqual(Array.from({ length: frameCount }, (_, at) => at + 1));
    expect(sessions).toEqual({ open: 0, most: 3 });
  });

  test('merges runs whose sessions have the same ROI', async () => {
    const { tracked, progress } = await track({ nextRoiAt: String });
    const found = await tracked;
    expect(found.segments).toEqual([0]);
    expect([230, 231].map((at) => seenBefore(found)[at])).toEqual([230, 30]);
    expect(progress).toHaveLength(frameCount);
  });

  test('continues into the next segment until the ROIs are the same', async () => {
    let unequal = 0;
    // They agree after frame 270; the runs that meet at frame 412 agree at once.
    const nextRoiAt = (timeMs: number) => (timeMs < 8990 ? `${unequal++}` : String(timeMs));
    const { tracked, progress } = await track({ nextRoiAt });
    const found = await tracked;
    expect(found.segments).toEqual([0]);
    expect(found.frames.map(({ index }) => index)).toEqual(Array.from(Array(frameCount).keys()));
    expect([270, 271, 412].map((at) => seenBefore(found)[at])).toEqual([270, 70, 30]);
    expect(progress).toEqual(Array.from({ length: frameCount }, (_, at) => at + 1));
  });

  test('lists the start of a segment whose ROI never agreed', async () => {
    let unequal = 0;
    const { tracked } = await track({ nextRoiAt: () => `${unequal++}` });
    const found = await tracked;
    expect(found.segments).toEqual([0, 231, 412]);
    expect([230, 231, 232].map((at) => seenBefore(found)[at])).toEqual([230, 30, 31]);
    expect(found.frames).toHaveLength(frameCount);
  });

  test('uses one engine for one thread', async () => {
    const { tracked, sessions } = await track({ threads: 1 });
    expect((await tracked).segments).toEqual([0]);
    expect(sessions).toEqual({ open: 0, most: 1 });
  });

  test('ends every thread when one fails, and reports why', async () => {
    const broken: PoseScript = (moment) => {
      if (moment.timeMs > 15_000) throw new Error('the engine failed');
      return counting(moment);
    };
    const { tracked, sessions, progress } = await track({ script: broken });
    await expect(tracked).rejects.toThrow('the engine failed');
    expect(sessions.open).toBe(0);
    expect(progress.length).toBeLessThan(frameCount);
  });

  test('ends every thread with the reason of an abort', async () => {
    const controller = new AbortController();
    const script: PoseScript = (moment) => {
      if (moment.index === 50) controller.abort(new Error('cancelled'));
      return counting(moment);
    };
    const { tracked, sessions } = await track({ script, signal: controller.signal });
    await expect(tracked).rejects.toThrow('cancelled');
    expect(sessions.open).toBe(0);
  });

  test('decodes while the engine opens, and stops decoding if it does not open', async () => {
    let seen = 0;
    const opening = async (): Promise<void> => {
      const tooLate = performance.now() + 5000;
      while (seen < 2 && performance.now() < tooLate) {
        await sleep(10);
        seen = Math.max(seen, await decoders());
      }
      throw new Error('no model');
    };
    const { tracked, sessions } = await track({ threads: 2, opening });
    await expect(tracked).rejects.toThrow('no model');
    expect(seen).toBe(2);
    expect(await decoders()).toBe(0);
    expect(sessions).toEqual({ open: 0, most: 0 });
  });

  test('leaves no engine open if there is nothing to decode', async () => {
    const { tracked, sessions } = await track({ decoded: join(folder.path, 'gone.mp4') });
    await expect(tracked).rejects.toThrow('No frame of this file');
    expect(await decoders()).toBe(0);
    expect(sessions.open).toBe(0);
    expect(sessions.most).toBeGreaterThan(0);
  });

  // The last test, because it damages the clip.
  test('keeps the frames of a truncated file', async () => {
    const whole = (await (await track({ threads: 1 })).tracked).frames.length;
    expect(whole).toBe(frameCount);
    await truncate(path, 40_000);
    const alone = (await (await track({ threads: 1 })).tracked).frames;
    expect(alone.length).toBeLessThan(350);
    const { tracked } = await track();
    expect((await tracked).frames.map(({ index }) => index)).toEqual(
      alone.map(({ index }) => index),
    );
  });
});
