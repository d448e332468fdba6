import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultConfidences, landmarkCount, rgbaPixels } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createMediaPipeEngine } from './mediapipe-engine.ts';
import type { MediaPipeStart } from './mediapipe-thread.ts';
import { loadModelBundle } from './model-bundle.ts';
import { createNativeEngine } from './native/native-engine.ts';
import type { DetectedPose, PoseEngine, PoseSettings } from './pose-engine.ts';
import {
  figureJoints,
  movedFigure,
  type Picture,
  standingFigure,
  toYuv,
} from './testing/pictures.ts';
import { startThreadReader } from './thread-reader.ts';
import { compileRuntime } from './wasm-runtime.ts';
import { toRgba } from './yuv.ts';

const models = ['lite', 'full', 'heavy'] as const;
const cache = await createTempFolder('models');
afterAll(async () => {
  await cache[Symbol.asyncDispose]();
});
const { signal } = new AbortController();

/** Detects poses in pictures 33 ms apart, in one session. */
async function detectWith(
  engine: PoseEngine,
  setting: Pick<PoseSettings, 'model' | 'mode'>,
  pictures: readonly Picture[],
  times = (index: number) => index * 33,
): Promise<DetectedPose[][]> {
  await using session = await engine.open({ ...defaultConfidences, ...setting }, signal);
  const detected: DetectedPose[][] = [];
  for (const [index, picture] of pictures.entries()) {
    detected.push((await session.detect(picture(), times(index))).poses);
  }
  return detected;
}

const threadsOfEngines = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;

/** Installed version of a package. */
async function versionOf(name: string): Promise<string> {
  for (let folder = new URL('.', import.meta.resolve(name)); ; folder = new URL('..', folder)) {
    const file = new URL('package.json', folder);
    if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')).version;
  }
}

describe.each([
  {
    ...{ engineName: 'MediaPipe', createEngine: createMediaPipeEngine },
    ...{ library: '@mediapipe/tasks-vision', written: 'mediapipe-tasks-vision' },
  },
  {
    ...{ engineName: 'native', createEngine: createNativeEngine },
    ...{ library: 'onnxruntime-node', written: 'mediapipe-onnxruntime-node' },
  },
])('the $engineName engine', ({ createEngine, library, written }) => {
  const engine = createEngine({ cacheDir: cache.path });
  const detect = detectWith.bind(undefined, engine);

  test('has the name and version of the installed package', async () => {
    expect(engine.name).toBe(`${written}@${await versionOf(library)}`);
  });

  test.each(models)('finds a drawn figure with %s', async (model) => {
    const [poses = []] = await detect({ model, mode: 'image' }, [standingFigure]);
    expect(poses).toHaveLength(1);
    const { width, height } = standingFigure();
    for (const [id, [x, y]] of Object.entries(figureJoints)) {
      const [foundX, foundY, , visibility, presence] = poses[0]?.landmarks[Number(id)] ?? [];
      expect(Math.hypot(Number(foundX) * width - x, Number(foundY) * height - y)).toBeLessThan(40);
      for (const certainty of [visibility, presence]) {
        expect(certainty).toBeGreaterThan(0);
        expect(certainty).toBeLessThanOrEqual(1);
      }
    }
    // The origin is between the hips and the shoulders are about 0.3–0.7 m above: metres, y downwards.
    const world = poses[0]?.world ?? [];
    expect(world).toHaveLength(landmarkCount);
    expect(Number(world[23]?.[0]) + Number(world[24]?.[0])).toBeCloseTo(0, 1);
    expect(-Number(world[11]?.[1])).toBeGreaterThan(0.3);
    expect(-Number(world[11]?.[1])).toBeLessThan(0.7);
  });

  test('finds no person in an empty picture', async () => {
    const empty: Picture = () => ({
      data: new Uint8Array(320 * 240 * 4),
      width: 320,
      height: 240,
      pixels: rgbaPixels,
    });
    expect(await detect({ model: 'lite', mode: 'image' }, [empty])).toEqual([[]]);
  });

  test('finds the same in YUV 4:2:0 as in RGBA', async () => {
    const stored = toYuv(standingFigure());
    const converted: Picture = () => {
      const frame = stored();
      return { ...frame, data: new Uint8Array(toRgba(frame)), pixels: rgbaPixels };
    };
    const settings = { model: 'lite', mode: 'image' } as const;
    const [inYuv] = await detect(settings, [stored]);
    expect(inYuv).toHaveLength(1);
    expect([inYuv]).toEqual(await detect(settings, [converted]));
  });

  test('returns the same result for the same pictures and times', async () => {
    const pictures = Array.from({ length: 4 }, () => standingFigure);
    const setting = { model: 'lite', mode: 'video' } as const;
    expect(await detect(setting, pictures)).toEqual(await detect(setting, pictures));
  });

  test('takes fractions of a millisecond into account in a video', async () => {
    const pictures = [standingFigure, standingFigure, movedFigure];
    const at = (last: number) => (index: number) => [0, 33, last][index] ?? 0;
    const early = await detect({ model: 'lite', mode: 'video' }, pictures, at(66.2));
    const late = await detect({ model: 'lite', mode: 'video' }, pictures, at(66.8));
    expect(late.slice(0, 2)).toEqual(early.slice(0, 2));
    expect(late[2]).not.toEqual(early[2]);
  });

  test('leaves no thread behind, whether it is disposed or aborted', async () => {
    const before = threadsOfEngines();
    await detect({ model: 'lite', mode: 'video' }, [standingFigure]);
    expect(threadsOfEngines()).toBe(before);

    const controller = new AbortController();
    const settings = { ...defaultConfidences, model: 'heavy', mode: 'video' } as const;
    const session = await engine.open(settings, controller.signal);
    expect(threadsOfEngines()).toBeGreaterThan(before);
    const detecting = session.detect(standingFigure(), 0);
    await sleep(15); // while the network runs
    const startedAt = performance.now();
    controller.abort(new Error('cancelled'));
    await expect(detecting).rejects.toThrow('cancelled');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(threadsOfEngines()).toBe(before);
  });

  test('accepts a custom bundle', async () => {
    await using folder = await createTempFolder('model');
    const modelPath = join(folder.path, 'mine.task');
    await writeFile(modelPath, await loadModelBundle('lite', cache.path));
    const own = createEngine({ cacheDir: '/nowhere', modelPath });
    const setting = { model: 'heavy', mode: 'image' } as const;
    expect(await detectWith(own, setting, [standingFigure])).toEqual(
      await detect({ model: 'lite', mode: 'image' }, [standingFigure]),
    );

    await writeFile(modelPath, 'no bundle');
    await expect(detectWith(own, setting, [])).rejects.toThrow(/engine failed: .*(zip|archive)/);
    await rm(modelPath);
    await expect(detectWith(own, setting, [])).rejects.toThrow(modelPath);
  });
});

describe('the thread of the MediaPipe engine', () => {
  test('logs what MediaPipe prints', async () => {
    const printed = Promise.withResolvers<string>();
    const log = (line: string): void => {
      if (line.includes('Graph')) printed.resolve(line);
    };
    const engine = createMediaPipeEngine({ cacheDir: cache.path, log });
    await using _session = await engine.open(
      { ...defaultConfidences, model: 'lite', mode: 'image' },
      signal,
    );
    await expect(printed.promise).resolves.toBe('Graph successfully started running.');
  });

  test('rejects the frame that broke it and every later frame', async () => {
    const settings = { ...defaultConfidences, model: 'lite', mode: 'video' } as const;
    const bundle = await loadModelBundle('lite', cache.path);
    const start: MediaPipeStart = { settings, bundle, runtime: await compileRuntime() };
    const reader = startThreadReader('mediapipe-thread', start);
    await reader.ready;
    // A session would refuse this frame; here the WASM aborts because it runs out of memory.
    const frame = { data: new Uint8Array(4), width: 1e9, height: 1e9, pixels: rgbaPixels };
    await expect(reader.read(frame, 0, false)).rejects.toThrow(/^The pose engine failed: Aborted/);
    await expect(reader.read(standingFigure(), 33, false)).rejects.toThrow(
      /^The pose engine failed/,
    );
    await reader.close();
  });
});
