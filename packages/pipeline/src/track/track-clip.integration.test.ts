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

/** Somebody whose nose is where the frame's number says, and who tells how many the session saw before. */
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
  /** Before the engine opens a session. */
  opening?(): Promise<void>;
  /** What is decoded in place of the clip. */
  readonly decoded?: string;
  /** What the engine tells of where it will look next. */
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

/** Programs that we have started and that still run. */
async function decoders(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter((pid) => pid !== '').length;
}

/** How many frames the session of each frame had seen before. */
const seenBefore = ({ frames }: Track): (number | undefined)[] =>
  frames.map(({ people }) => people[0]?.landmarks[0]?.[1]);

describe('trackClip', () => {
  test('joins what the threads found, each frame once and at its time', async () => {
    const { tracked, sessions, progress } = await track();
    const found = await tracked;
    expect(found.segments).toEqual([0, 231, 412]);
    expect(found.frames.map(({ index }) => index)).toEqual(Array.from(Array(frameCount).keys()));
    for (const { index, timeMs, people } of found.frames) {
      expect(timeMs).toBeCloseTo((index * 1000) / fps, 2);
      expect(people[0]?.landmarks[0]?.[0]).toBeCloseTo(timeMs, 2);
    }
    // Each begins 30 frames before its first, and only the first thread has none of those.
    expect([0, 230, 231, 412].map((at) => seenBefore(found)[at])).toEqual([0, 230, 30, 30]);
    expect(progress).toEqual(Array.from({ length: frameCount }, (_, at) => at + 1));
    expect(sessions).toEqual({ open: 0, most: 3 });
  });

  test('takes runs for one where the sessions look at the same', async () => {
    const { tracked, progress } = await track({ nextRoiAt: String });
    const found = await tracked;
    expect(found.segments).toEqual([0]);
    expect([230, 231].map((at) => seenBefore(found)[at])).toEqual([230, 30]);
    expect(progress).toHaveLength(frameCount);
  });

  test('goes on into the next run until it looks at the same', async () => {
    let unequal = 0;
    // They agree once they have seen frame 270; those who meet only at frame 412 do at once.
    const nextRoiAt = (timeMs: number) => (timeMs < 8990 ? `${unequal++}` : String(timeMs));
    const { tracked, progress } = await track({ nextRoiAt });
    const found = await tracked;
    expect(found.segments).toEqual([0]);
    expect(found.frames.map(({ index }) => index)).toEqual(Array.from(Array(frameCount).keys()));
    expect([270, 271, 412].map((at) => seenBefore(found)[at])).toEqual([270, 70, 30]);
    expect(progress).toEqual(Array.from({ length: frameCount }, (_, at) => at + 1));
  });

  test('tells where another track begins, since they never looked at the same', async () => {
    let unequal = 0;
    const { tracked } = await track({ nextRoiAt: () => `${unequal++}` });
    const found = await tracked;
    expect(found.segments).toEqual([0, 231, 412]);
    expect([230, 231, 232].map((at) => seenBefore(found)[at])).toEqual([230, 30, 31]);
    expect(found.frames).toHaveLength(frameCount);
  });

  test('takes one engine where there is one thread', async () => {
    const { tracked, sessions } = await track({ threads: 1 });
    expect((await tracked).segments).toEqual([0]);
    expect(sessions).toEqual({ open: 0, most: 1 });
  });

  test('ends every thread when one breaks, and says why', async () => {
    const broken: PoseScript = (moment) => {
      if (moment.timeMs > 15_000) throw new Error('the engine broke');
      return counting(moment);
    };
    const { tracked, sessions, progress } = await track({ script: broken });
    await expect(tracked).rejects.toThrow('the engine broke');
    expect(sessions.open).toBe(0);
    expect(progress.length).toBeLessThan(frameCount);
  });

  test('ends every thread with the reason of an abort', async () => {
    const controller = new AbortController();
    const script: PoseScript = (moment) => {
      if (moment.index === 50) controller.abort(new Error('changed my mind'));
      return counting(moment);
    };
    const { tracked, sessions } = await track({ script, signal: controller.signal });
    await expect(tracked).rejects.toThrow('changed my mind');
    expect(sessions.open).toBe(0);
  });

  test('decodes while the engine opens, and ends that when it does not open', async () => {
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

  test('leaves no engine open when there is nothing to decode', async () => {
    const { tracked, sessions } = await track({ decoded: join(folder.path, 'gone.mp4') });
    await expect(tracked).rejects.toThrow('No frame of this file');
    expect(await decoders()).toBe(0);
    expect(sessions.open).toBe(0);
    expect(sessions.most).toBeGreaterThan(0);
  });

  // The last: it damages the clip.
  test('keeps what there is of a file that ends early', async () => {
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
