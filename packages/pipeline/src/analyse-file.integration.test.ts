import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  defaultMediaLimits,
  jobOptionsSchema,
  type Landmark,
  landmarkCount,
  type MediaInfo,
  type StageProgress,
} from '@dance-pose/contracts';
import { createScriptedEngine, type PoseScript } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { type AnalyseRequest, analyseFile } from './analyse-file.ts';

const run = promisify(execFile);

/** Makes 1 s of FFmpeg's test picture with a tone, 20 frames. */
async function makeClip(folder: string, picture = 'testsrc=size=320x240'): Promise<string> {
  const path = join(folder, 'clip.mp4');
  const sources = [
    '-f',
    'lavfi',
    '-i',
    `${picture}:rate=20:duration=1`,
    '-f',
    'lavfi',
    '-i',
    'sine=duration=1',
  ];
  await run('ffmpeg', ['-v', 'error', ...sources, '-pix_fmt', 'yuv420p', path]);
  return path;
}

const standing = Array.from(
  { length: landmarkCount },
  (_, at): Landmark => [0.5, at / 40, 0, 0.9, 1],
);
const somebody = {
  landmarks: standing,
  world: standing.map(() => [0, 0, 0] as [number, number, number]),
};

const request = (inputPath: string, outDir: string, options: object = {}): AnalyseRequest => ({
  inputPath,
  fileName: 'my dance.mp4',
  outDir,
  options: jobOptionsSchema.parse(options),
  limits: defaultMediaLimits,
});

function context(script: PoseScript, signal = new AbortController().signal) {
  const seen = { progress: [] as StageProgress[], inputs: [] as MediaInfo[] };
  return {
    seen,
    engine: createScriptedEngine(script),
    signal,
    onProgress: (progress: StageProgress) => void seen.progress.push(progress),
    onProbed: (input: MediaInfo) => void seen.inputs.push(input),
  };
}

describe('analyseFile', () => {
  test('writes the artifacts that it lists and reports every frame of both passes', async () => {
    await using folder = await createTempFolder('test');
    await using out = await createTempFolder('test');
    const watched = context(() => [somebody]);
    const analysis = await analyseFile(request(await makeClip(folder.path), out.path), watched);
    expect((await readdir(out.path)).sort()).toEqual([
      'annotated.mp4',
      'landmarks.json',
      'onsets.json',
      'poster.jpg',
      'report.html',
      'report.json',
      'thumbnails.jpg',
      'timeseries.csv',
      'track.bin',
    ]);
    expect(analysis.artifacts.map(({ name }) => name).sort()).toEqual(
      (await readdir(out.path)).sort(),
    );
    expect(analysis.summary).toEqual({
      engine: 'scripted',
      model: 'full',
      framesAnalysed: 20,
      framesWithPerson: 20,
      meanVisibility: expect.closeTo(0.9, 6),
    });
    expect(analysis.thumbnails).toMatchObject({ columns: 10, everyMs: expect.any(Number) });
    expect(analysis.picture).toBe('input');
    expect(watched.seen.inputs).toHaveLength(1);
    const of = (stage: string) =>
      watched.seen.progress.filter((progress) => progress.stage === stage);
    expect(of('track').map(({ done }) => done)).toEqual(Array.from({ length: 21 }, (_, at) => at));
    expect(of('render').at(-1)).toEqual({ stage: 'render', done: 20, total: 20 });
  });

  test('passes presentation times to the engine, and smooths the skeleton for rendering only', async () => {
    await using folder = await createTempFolder('test');
    await using out = await createTempFolder('test');
    const times: number[] = [];
    const shaking = ({ index, timeMs }: { index: number; timeMs: number }) => {
      times.push(timeMs);
      const landmarks = standing.map(([x, ...rest]): Landmark => [x + (index % 2) * 0.1, ...rest]);
      return [{ ...somebody, landmarks }];
    };
    await analyseFile(
      request(await makeClip(folder.path), out.path, { smoothing: 'strong' }),
      context(shaking),
    );
    expect(times).toEqual(Array.from({ length: 20 }, (_, at) => at * 50));
    const { frames } = JSON.parse(await readFile(join(out.path, 'landmarks.json'), 'utf8'));
    expect(frames[3].people[0].landmarks[0][0]).toBe(0.6);
    expect(frames[4].people[0].landmarks[0][0]).toBe(0.5);
  });

  test('warns if no person was found', async () => {
    await using folder = await createTempFolder('test');
    await using out = await createTempFolder('test');
    const clip = await makeClip(folder.path);
    const { warnings } = await analyseFile(
      request(clip, out.path),
      context(() => []),
    );
    expect(warnings.map(({ code }) => code)).toEqual(['low-frame-rate', 'nobody-found']);
  });

  test.each(['track', 'analyse', 'render'] as const)(
    'stops during %s when it is aborted',
    async (stage) => {
      await using folder = await createTempFolder('test');
      await using out = await createTempFolder('test');
      const clip = await makeClip(folder.path, 'testsrc=size=1280x720');
      const controller = new AbortController();
      const reason = new Error('cancelled');
      const watched = {
        ...context(() => [somebody], controller.signal),
        onProgress: (progress: StageProgress) => {
          if (progress.stage === stage && progress.done >= 0) controller.abort(reason);
        },
      };
      await expect(analyseFile(request(clip, out.path), watched)).rejects.toBe(reason);
      expect(await readdir(out.path)).not.toContain('annotated.mp4');
    },
  );

  test('an engine that fails makes the analysis fail and ends the decoder', async () => {
    await using folder = await createTempFolder('test');
    await using out = await createTempFolder('test');
    const broken = context(({ index }) => {
      if (index === 5) throw new Error('the engine failed');
      return [];
    });
    const analysis = analyseFile(request(await makeClip(folder.path), out.path), broken);
    await expect(analysis).rejects.toThrow('the engine failed');
    expect(await readdir(out.path)).toEqual([]);
  });
});
