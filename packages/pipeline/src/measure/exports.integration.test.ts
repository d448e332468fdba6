import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  angleJoints,
  defaultMediaLimits,
  exportFormats,
  jobOptionsSchema,
  landmarkId,
} from '@dance-pose/contracts';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type Analysis, analyseFile } from '../analyse-file.ts';

const dance = createDance({ width: 180, height: 320, counts: 12 });

/** An engine without errors. */
const engine = createScriptedEngine(({ index }) => {
  const { pixels, world } = dance.frameAt(index);
  const { width, height } = dance.size;
  return [
    {
      landmarks: pixels.map(([x, y]) => [x / width, y / height, 0, 1, 1]),
      world: world.map(([x, y, z]) => [x, y, z]),
    },
  ];
});

const everything = {
  encode: { preset: 'ultrafast' },
  overlay: {
    style: 'skeleton-only',
    showAngles: true,
    angleJoints,
    showTrails: true,
    showBeats: true,
    showCentreOfMass: true,
  },
  analysis: { exports: exportFormats },
};

describe('a clip with all exports', () => {
  let out: TempFolder;
  let analysis: Analysis;
  beforeAll(async () => {
    out = await createTempFolder('exports');
    const { signal } = new AbortController();
    const inputPath = join(out.path, 'dance.mp4');
    await renderDance({ dance, outPath: inputPath, signal });
    analysis = await analyseFile(
      {
        ...{ inputPath, fileName: 'My dance.mp4', outDir: out.path, limits: defaultMediaLimits },
        options: jobOptionsSchema.parse(everything),
      },
      { engine, signal, onProgress: () => {}, onProbed: () => {} },
    );
  });
  afterAll(async () => {
    await out[Symbol.asyncDispose]();
  });

  const read = (name: string) => readFile(join(out.path, name), 'utf8');

  test('has a file of every format', async () => {
    const names = analysis.artifacts.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['openpose.zip', 'markers.trc', 'angles.mot', 'coco.json']),
    );
    expect([...names, 'dance.mp4'].sort()).toEqual((await readdir(out.path)).sort());
  });

  test("has OpenPose's key points of every frame", async () => {
    const files = unzipSync(await readFile(join(out.path, 'openpose.zip')));
    expect(Object.keys(files)).toHaveLength(dance.frameCount);
    const text = strFromU8(files['My_dance_000000000060_keypoints.json'] ?? new Uint8Array());
    const [x, y] = dance.frameAt(60).pixels[landmarkId.rightWrist] ?? [];
    const found = JSON.parse(text).people[0].pose_keypoints_2d.slice(12, 15);
    expect(found).toEqual([expect.closeTo(x ?? 0, 1), expect.closeTo(y ?? 0, 1), 1]);
  });

  test('has the same key points for COCO', async () => {
    const { images, annotations } = JSON.parse(await read('coco.json'));
    expect([images.length, annotations.length]).toEqual([dance.frameCount, dance.frameCount]);
    const [x, y] = dance.frameAt(60).pixels[landmarkId.rightWrist] ?? [];
    const found = annotations[60].keypoints.slice(30, 33);
    expect(found).toEqual([expect.closeTo(x ?? 0, 1), expect.closeTo(y ?? 0, 1), 2]);
  });

  test('has markers and angles for OpenSim', async () => {
    const markers = (await read('markers.trc')).trimEnd().split('\n');
    expect(markers).toHaveLength(6 + dance.frameCount);
    expect(markers[2]).toBe(`30\t30\t${dance.frameCount}\t33\tm\t30\t1\t${dance.frameCount}`);
    const motion = (await read('angles.mot')).trimEnd().split('\n');
    const end = motion.indexOf('endheader');
    expect(motion).toContain(`nRows=${dance.frameCount}`);
    expect(motion).toHaveLength(end + 2 + dance.frameCount);
    const knee = motion[end + 1]?.split('\t').indexOf('knee_angle_r') ?? -1;
    const bent = motion.slice(end + 2).map((row) => Number(row.split('\t')[knee]));
    expect(Math.min(...bent)).toBeLessThan(25);
    expect(Math.max(...bent)).toBeGreaterThan(50);
  });

  test('shows the beats in a corner and the centre of mass above the feet', async () => {
    const { stdout } = await promisify(execFile)(
      'ffmpeg',
      [
        ...['-v', 'error', '-i', join(out.path, 'annotated.mp4')],
        ...['-pix_fmt', 'gray', '-f', 'rawvideo', '-'],
      ],
      { encoding: 'buffer', maxBuffer: 2 ** 28 },
    );
    const { width, height } = dance.size;
    const mean = (frame: number, [left, top, side]: readonly [number, number, number]): number => {
      const from = frame * width * height;
      const rows = Array.from({ length: side }, (_, row) =>
        stdout.subarray(
          from + (top + row) * width + left,
          from + (top + row) * width + left + side,
        ),
      );
      return rows.flatMap((row) => [...row]).reduce((sum, value) => sum + value, 0) / side ** 2;
    };
    const dial = [10, 10, 20] as const;
    // There is a beat every 15 frames: the dial flashes on the beat and is dark before the next one.
    const onBeat = [45, 60, 75, 90].map((frame) => mean(frame, dial));
    const before = [43, 58, 73, 88].map((frame) => mean(frame, dial));
    for (const [at, light] of onBeat.entries()) {
      expect(light).toBeGreaterThan((before[at] ?? 0) + 15);
    }
    expect(Math.min(...before)).toBeGreaterThan(10);
    const [, row = 0] = dance.frameAt(60).pixels[landmarkId.leftHeel] ?? [];
    expect(mean(60, [80, Math.round(row) - 6, 16])).toBeGreaterThan(10);
  });
});

test('exports that were not requested are not written', async () => {
  await using out = await createTempFolder('exports');
  const { signal } = new AbortController();
  const inputPath = join(out.path, 'dance.mp4');
  const short = createDance({ width: 96, height: 160, counts: 2 });
  await renderDance({ dance: short, outPath: inputPath, signal });
  const options = jobOptionsSchema.parse({
    encode: { preset: 'ultrafast' },
    analysis: { exports: ['mot', 'mot'] },
  });
  const { artifacts } = await analyseFile(
    { inputPath, fileName: 'd.mp4', outDir: out.path, limits: defaultMediaLimits, options },
    { engine, signal, onProgress: () => {}, onProbed: () => {} },
  );
  const names = artifacts.map(({ name }) => name);
  expect(names.filter((name) => name === 'angles.mot')).toHaveLength(1);
  expect(names).not.toContain('openpose.zip');
  expect(names).not.toContain('markers.trc');
  expect(names).not.toContain('coco.json');
});
