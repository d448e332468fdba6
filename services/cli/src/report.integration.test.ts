import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dancePose } from './testing/dance-pose.ts';

let folder: TempFolder;
let clip: string;
let analysed: string;
let landmarks: string;

/** A person who stands and shifts the weight from foot to foot. */
const swaying = ({ index }: { index: number }) => {
  const shift = 0.02 * Math.sin(index);
  const mark = (at: number): [number, number, number, number, number] =>
    [...[0.5 + shift, at / 40, 0], ...[1, 1]] as [number, number, number, number, number];
  const landmarks = Array.from({ length: 33 }, (_, at) => mark(at));
  const world = landmarks.map(([x, y]): [number, number, number] => [x, y, 0]);
  return [{ landmarks, world }];
};

beforeAll(async () => {
  folder = await createTempFolder('test');
  clip = join(folder.path, 'dance.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=4'];
  const silence = ['-f', 'lavfi', '-i', 'anullsrc', '-shortest'];
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', ...picture, ...silence],
    ...['-pix_fmt', 'yuv420p', clip],
  ]);
  analysed = join(folder.path, 'analysed');
  const { code } = await dancePose(['analyse', clip, '--out', analysed], { script: swaying });
  expect(code).toBe(0);
  landmarks = join(analysed, 'landmarks.json');
});

afterAll(async () => folder[Symbol.asyncDispose]());

const json = async (...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8'));

describe('dance-pose report', () => {
  test('reanalyses landmarks with other options', async () => {
    const out = join(folder.path, 'again');
    const args = ['report', landmarks, '--music', clip, '--out', out, '--cutoff', '2'];
    const { code, out: said } = await dancePose(args);
    expect(code).toBe(0);
    expect((await readdir(out)).sort()).toEqual([
      ...['onsets.json', 'report.html', 'report.json', 'timeseries.csv'],
    ]);
    const report = await json(out, 'report.json');
    expect(report.options.cutoffHz).toBe(2);
    expect(report.music).toEqual((await json(analysed, 'report.json')).music);
    for (const { text } of report.summary) expect(said).toContain(`• ${text}`);
    expect(said).toContain(`Written to ${out}:`);
  });

  test('writes to the folder of the landmarks, leaves those unchanged, and reads the music of an earlier report', async () => {
    const before = await readFile(landmarks);
    const music = join(analysed, 'report.json');
    const { code, out } = await dancePose(['report', landmarks, '--music', music, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outDir: analysed, summary: { framesAnalysed: 40 } });
    expect(await readFile(landmarks)).toEqual(before);
    expect((await json(analysed, 'report.json')).music.heard).toBe('silence');
  });

  test('reads the onsets of an earlier analysis', async () => {
    const [out, music] = [join(folder.path, 'onsets'), join(analysed, 'onsets.json')];
    const given = ['--bpm', '70', '--meter', '3', '--one', '0.5'];
    const args = ['report', landmarks, '--music', music, '--out', out, ...given, '--json'];
    const { code, out: said } = await dancePose(args);
    expect(code).toBe(0);
    expect((await json(out, 'report.json')).music).toMatchObject({ heard: 'silence' });
    expect(JSON.parse(said).warnings).toContainEqual(
      expect.objectContaining({ code: 'music-options-unused' }),
    );
    expect(await readFile(join(out, 'onsets.json'))).toEqual(await readFile(music));
  });

  test('notes music of another length, which may be that of another clip', async () => {
    const out = join(folder.path, 'other');
    const other = join(folder.path, 'other.json');
    const onsets = await json(analysed, 'onsets.json');
    await writeFile(other, JSON.stringify({ ...onsets, durationSeconds: 9 }));
    const noteOn = async (music: string): Promise<string> =>
      (await dancePose(['report', landmarks, '--music', music, '--out', out])).err;
    expect(await noteOn(other)).toContain('9.0 s long, the clip of the landmarks 4.0 s');
    expect(await noteOn(join(analysed, 'onsets.json'))).not.toContain('Note:');
    expect(await noteOn(join(analysed, 'report.json'))).not.toContain('Note:');
  });

  test('without music, the report says that none was given', async () => {
    const out = join(folder.path, 'mute');
    await dancePose(['report', landmarks, '--out', out]);
    expect((await json(out, 'report.json')).music).toEqual({
      heard: 'no-sound',
      reason: { code: 'music-not-given', values: {}, text: expect.stringContaining('No music') },
    });
  });

  test.each([
    ['a file that is not JSON', () => 'not JSON', 3, /not JSON/],
    ['JSON of something else', () => '{"name":"x"}', 3, /schemaVersion/],
    [
      'frames that are not all there',
      (text: string) => JSON.stringify({ ...JSON.parse(text), frames: [] }),
      3,
      /frameCount/,
    ],
    [
      'a joint too few',
      (text: string) => {
        const file = JSON.parse(text);
        file.frames[7].people[0].landmarks.pop();
        return JSON.stringify(file);
      },
      3,
      /frames\.7\.people\.0\.landmarks/,
    ],
  ])('refuses %s, and names the problem', async (_, change, expected, message) => {
    const bad = join(folder.path, 'bad.json');
    await writeFile(bad, change(await readFile(landmarks, 'utf8')));
    const out = join(folder.path, 'refused');
    const { code, err } = await dancePose(['report', bad, '--out', out]);
    expect([code, err]).toEqual([expected, expect.stringMatching(message)]);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['no landmarks', ['/no/such.json'], /no file "\/no\/such\.json"/],
    ['no such music', ['LANDMARKS', '--music', '/no/such.mp4'], /no file "\/no\/such\.mp4"/],
    ['an unknown export', ['LANDMARKS', '--exports', 'trc,fbx'], /"fbx" is not one of openpose/],
    ['a cutoff out of range', ['LANDMARKS', '--cutoff', '0'], /analysis\.cutoffHz/],
    [
      'another cut of the clip',
      ['LANDMARKS', '--music', 'CLIP', '--start', '2'],
      /do not belong to this clip/,
    ],
    ['music that is no report', ['LANDMARKS', '--music', 'LANDMARKS'], /report\.json/],
    ['a tempo out of range', ['LANDMARKS', '--music', 'CLIP', '--bpm', '20'], /music\.bpm/],
    ['a metre of five', ['LANDMARKS', '--music', 'CLIP', '--meter', '5'], /choices are 3, 4/],
    ['a "one" after the end', ['LANDMARKS', '--music', 'CLIP', '--one', '4.5'], /lasts 4\.00 s/],
    ['a tempo without music', ['LANDMARKS', '--bpm', '70'], /no --music was given/],
    [
      'a "one" for a report',
      ['LANDMARKS', '--music', 'REPORT', '--one', '1'],
      /is a report\.json.*onsets\.json/,
    ],
  ])('%s is wrong usage', async (_, args, message) => {
    const files = { LANDMARKS: landmarks, CLIP: clip, REPORT: join(analysed, 'report.json') };
    const given = args.map((arg) => files[arg as keyof typeof files] ?? arg);
    const { code, err } = await dancePose([
      'report',
      ...given,
      '--out',
      join(folder.path, 'wrong'),
    ]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('dance-pose analyse', () => {
  test('renders and measures according to its flags', async () => {
    const out = join(folder.path, 'flags');
    const args = ['analyse', clip, '--out', out, '--angle-joints', 'knee,ankle', '--beats'];
    const more = ['--centre-of-mass', '--cutoff', '10', '--min-visibility', '0.3', '--end', '1'];
    const music = ['--bpm', '70', '--meter', '3', '--one', '0.5'];
    const { code, out: said } = await dancePose([...args, ...more, ...music], { script: swaying });
    expect(code).toBe(0);
    expect(said).toContain('Note: The tempo, metre or "one" that was set has no effect');
    expect((await json(out, 'report.json')).options).toEqual({
      ...{ cutoffHz: 10, minVisibility: 0.3, exports: [] },
    });
  });
});
