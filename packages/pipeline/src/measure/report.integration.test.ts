import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  defaultMediaLimits,
  findMetric,
  type JobOptions,
  jobOptionsSchema,
  type LandmarksFile,
  landmarkId,
  type MetricId,
  type MusicFeatures,
  musicFeaturesSchema,
  type Report,
  readReport,
} from '@dance-pose/contracts';
import { angleDegrees } from '@dance-pose/movement';
import { createScriptedEngine, type PoseScript } from '@dance-pose/pose';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { analyseFile } from '../analyse-file.ts';
import { type ReanalyseRequest, reanalyse } from '../reanalyse.ts';
import { readLandmarks } from '../track/landmarks-reader.ts';

const ffmpeg = (args: readonly string[]) => promisify(execFile)('ffmpeg', ['-v', 'error', ...args]);

const never = new AbortController().signal;

/** Neither beats nor frames coincide with the analysis windows of the audio. */
const dance = createDance({ width: 96, height: 160, bpm: 117.3, counts: 24 });

/** Detects the dancer without errors, from a frame on. */
const detected =
  (from = 0): PoseScript =>
  ({ index }) => {
    const { pixels, world } = dance.frameAt(from + index);
    const { width, height } = dance.size;
    return [
      {
        landmarks: pixels.map(([x, y]) => [x / width, y / height, 0, 1, 1]),
        world: world.map(([x, y, z]) => [x, y, z]),
      },
    ];
  };

const quick = { encode: { preset: 'ultrafast' }, overlay: { style: 'skeleton-only' } } as const;

interface Analysed {
  readonly report: Report;
  readonly csv: readonly (readonly string[])[];
  readonly landmarks: LandmarksFile;
  readonly names: readonly string[];
  /** Null without sound. */
  readonly onsets: MusicFeatures | null;
}

async function read(outDir: string): Promise<Analysed> {
  const text = (name: string) => readFile(join(outDir, name), 'utf8');
  const names = (await readdir(outDir)).sort();
  return {
    report: readReport(JSON.parse(await text('report.json'))),
    csv: (await text('timeseries.csv')).split('\r\n').map((line) => line.split(',')),
    landmarks: await readLandmarks(join(outDir, 'landmarks.json'), never),
    names,
    onsets: names.includes('onsets.json')
      ? musicFeaturesSchema.parse(JSON.parse(await text('onsets.json')))
      : null,
  };
}

async function analyse(inputPath: string, script: PoseScript, options: object = {}) {
  await using out = await createTempFolder('report');
  const request = {
    ...{ inputPath, fileName: 'dance.mp4', outDir: out.path, limits: defaultMediaLimits },
    options: jobOptionsSchema.parse({ ...quick, ...options }),
  };
  const { warnings } = await analyseFile(request, {
    engine: createScriptedEngine(script),
    signal: never,
    onProgress: () => {},
    onProbed: () => {},
  });
  return { ...(await read(out.path)), warnings: warnings.map(({ code }) => code) };
}

async function again(
  landmarks: LandmarksFile,
  music: ReanalyseRequest['music'],
  options: Partial<JobOptions> = {},
) {
  await using out = await createTempFolder('report');
  const { analysis, smoothing, music: given } = jobOptionsSchema.parse({});
  const stages: string[] = [];
  const result = await reanalyse(
    {
      ...{ landmarks, music, fileName: 'dance.mp4', outDir: out.path, limits: defaultMediaLimits },
      options: { analysis, smoothing, music: given, ...options },
    },
    { signal: never, onProgress: ({ stage }) => void stages.push(stage) },
  );
  return { ...(await read(out.path)), result, stages: new Set(stages) };
}

function onsetsOf({ onsets }: Analysed): MusicFeatures {
  if (onsets === null) throw new Error('onsets.json is missing');
  return onsets;
}

const numberOf = ({ metrics }: Report, id: MetricId): number =>
  findMetric(metrics, id)?.value ?? Number.NaN;

const bpmOf = ({ music }: Report): number => (music.heard === 'beat' ? music.bpm : Number.NaN);

describe('the synthetic dancer', () => {
  let folder: TempFolder;
  let path: string;
  let whole: Analysed;
  beforeAll(async () => {
    folder = await createTempFolder('report');
    path = join(folder.path, 'dance.mp4');
    await renderDance({ dance, outPath: path, signal: never });
    whole = await analyse(path, detected());
  });
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
  });

  test('has a report with the tempo, the eights and a dancer on the beat', () => {
    const { report } = whole;
    expect(Math.abs(bpmOf(report) / 117.3 - 1)).toBeLessThan(0.01);
    expect(report.phrases.map(({ counts }) => counts)).toEqual([8, 8, 8]);
    expect(Math.abs(numberOf(report, 'timing-bias'))).toBeLessThan(15);
    const sentences = report.summary.map(({ text }) => text).join(' ');
    expect(sentences).toMatch(/You are on the beat \(\d+ ms ± \d+ .*\), steadily\./);
  });

  test('has a row per frame with the angles of the dancer', () => {
    const { csv } = whole;
    expect(csv).toHaveLength(dance.frameCount + 2);
    const column = csv[0]?.indexOf('left_knee_angle_2d_deg') ?? -1;
    const errors = Array.from({ length: dance.frameCount }, (_, index) => {
      const { pixels } = dance.frameAt(index);
      const [hip, knee, ankle] = (['leftHip', 'leftKnee', 'leftAnkle'] as const).map(
        (name) => pixels[landmarkId[name]] ?? [],
      );
      const truth = angleDegrees(hip ?? [], knee ?? [], ankle ?? []);
      return Math.abs(Number(csv[index + 1]?.[column]) - truth);
    });
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(2);
  });

  test('is late by the measured time', async () => {
    const frames = whole.landmarks.frames.map((frame, at, all) => ({
      ...frame,
      people: all[Math.max(0, at - 4)]?.people ?? [],
    }));
    const { report } = await again({ ...whole.landmarks, frames }, whole.report.music);
    expect(Math.abs(numberOf(report, 'timing-bias') - 133)).toBeLessThan(20);
    expect(report.summary[0]?.text).toMatch(/^You are 1\d\d ms ± \d+ behind the beat, steadily/);
  });

  test('is measured correctly if sound and picture do not start together', async () => {
    const shifted = join(folder.path, 'shifted.mp4');
    const late = ['-itsoffset', '0.2', '-i', path, '-i', path, '-map', '0:v', '-map', '1:a'];
    await ffmpeg([...late, '-c', 'copy', shifted]);
    const { report } = await again(whole.landmarks, { path: shifted });
    // The picture is a fifth of a second late, and so is every movement.
    expect(Math.abs(numberOf(report, 'timing-bias') - 200)).toBeLessThan(20);
  });

  test('is compared only with the sound of the trimmed part', async () => {
    const trim = { startMs: 2000, endMs: 12_000 };
    const { report } = await analyse(path, detected(60), { trim });
    expect(Math.abs(bpmOf(report) / 117.3 - 1)).toBeLessThan(0.01);
    expect(Math.abs(numberOf(report, 'timing-bias'))).toBeLessThan(15);
    const { music } = report;
    expect(music.heard === 'beat' && music.beats.at(-1)?.timeMs).toBeLessThan(10_000);
  });

  describe('reanalysed', () => {
    test.each([
      ['the audio analysed again', () => ({ path })],
      ['the stored onsets', () => onsetsOf(whole)],
      ['the music of the report', () => whole.report.music],
    ])('has the same report, from %s', async (_, music) => {
      const { report, csv, names, onsets, result, stages } = await again(whole.landmarks, music());
      // Stored landmarks are rounded to 7 decimals.
      const bias = numberOf(report, 'timing-bias');
      expect(bias).toBeCloseTo(numberOf(whole.report, 'timing-bias'), 1);
      expect(report.music).toEqual(whole.report.music);
      expect(report.summary).toEqual(whole.report.summary);
      expect(csv).toHaveLength(whole.csv.length);
      expect(onsets).toEqual('heard' in music() ? null : whole.onsets);
      const written = [
        ...['landmarks.json', 'report.html', 'report.json', 'timeseries.csv', 'track.bin'],
      ];
      expect(names).toEqual(onsets === null ? written : [...written, 'onsets.json'].sort());
      expect(result.artifacts.map(({ name }) => name).sort()).toEqual(names);
      expect(result.summary).toMatchObject({ engine: 'scripted', model: 'full' });
      expect([...stages]).toEqual(['analyse']);
    });

    test('refuses a "one" after the end of the clip', async () => {
      await expect(
        again(whole.landmarks, onsetsOf(whole), { music: { oneMs: 60_000 } }),
      ).rejects.toMatchObject({ code: 'invalid-options' });
    });

    test('has a different report with other options', async () => {
      const analysis = jobOptionsSchema.parse({ analysis: { cutoffHz: 1 } }).analysis;
      const { report } = await again(whole.landmarks, whole.report.music, { analysis });
      expect(report.options.cutoffHz).toBe(1);
      expect(numberOf(report, 'body-speed')).toBeLessThan(numberOf(whole.report, 'body-speed'));
    });

    test('warns if the landmarks cover only a part of the clip', async () => {
      const source = { ...whole.landmarks.source, frameCount: 300 };
      const part = { ...whole.landmarks, source, frames: whole.landmarks.frames.slice(0, 300) };
      const { result } = await again(part, { path });
      expect(result.warnings.map(({ code }) => code)).toContain('frames-missing');
      expect((await again(part, whole.report.music)).result.warnings).not.toContainEqual(
        expect.objectContaining({ code: 'frames-missing' }),
      );
    });

    test('refuses a clip that the landmarks do not belong to', async () => {
      const trim = { startMs: 5000 };
      await expect(again(whole.landmarks, { path }, { trim })).rejects.toMatchObject({
        code: 'invalid-request',
        message: expect.stringContaining('do not belong to this clip'),
      });
    });
  });

  test('is rerendered from its landmarks without an engine', async () => {
    await using out = await createTempFolder('report');
    const blind: PoseScript = () => {
      throw new Error('the engine must not be used');
    };
    const request = {
      ...{ inputPath: path, fileName: 'dance.mp4', outDir: out.path, limits: defaultMediaLimits },
      options: jobOptionsSchema.parse(quick),
      landmarks: whole.landmarks,
    };
    const stages = new Set<string>();
    const result = await analyseFile(request, {
      engine: createScriptedEngine(blind),
      signal: never,
      onProgress: ({ stage }) => void stages.add(stage),
      onProbed: () => {},
    });
    expect([...stages]).toEqual(['probe', 'analyse', 'render']);
    expect(result.artifacts.map(({ name }) => name)).toContain('annotated.mp4');
    expect((await read(out.path)).report.summary).toEqual(whole.report.summary);
  });
});

describe('other files', () => {
  test('a picture has a short report and a single row', async () => {
    await using folder = await createTempFolder('report');
    const path = join(folder.path, 'pose.png');
    const source = ['-f', 'lavfi', '-i', 'color=gray:size=96x160', '-frames:v', '1'];
    await ffmpeg([...source, path]);
    const { report, csv, onsets } = await analyse(path, detected());
    expect(report.summary.at(-1)?.text).toContain('This is a single picture');
    expect(report.music).toMatchObject({
      heard: 'no-sound',
      reason: { text: expect.stringContaining('picture') },
    });
    expect(report.phrases).toEqual([]);
    expect(csv).toHaveLength(3);
    expect(onsets).toBeNull();
  });

  test('if the sound cannot be decoded to its end, the report lacks only the music', async () => {
    await using folder = await createTempFolder('report');
    const halves = ['mono', 'stereo'].map((layout) => join(folder.path, `${layout}.ts`));
    for (const [at, path] of halves.entries()) {
      await ffmpeg([
        ...['-f', 'lavfi', '-i', 'color=gray:size=96x160:rate=10:duration=2'],
        ...['-f', 'lavfi', '-i', 'sine=duration=2', '-ac', String(at + 1), '-c:a', 'ac3', path],
      ]);
    }
    const list = join(folder.path, 'halves.txt');
    await writeFile(list, halves.map((path) => `file '${path}'\n`).join(''));
    const inputPath = join(folder.path, 'changing.mkv');
    await ffmpeg(['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', inputPath]);
    const options = { music: { bpm: 120 } };
    const { warnings, names, report } = await analyse(inputPath, detected(), options);
    expect(warnings).toEqual(expect.arrayContaining(['sound-unreadable', 'music-options-unused']));
    expect(names).toContain('annotated.mp4');
    expect(names).not.toContain('onsets.json');
    expect(report.music).toMatchObject({
      heard: 'no-sound',
      reason: { text: expect.stringContaining('could not be read') },
    });
  });
});
