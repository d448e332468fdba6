import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dancePose } from './testing/dance-pose.ts';

let folder: TempFolder;
let clip: string;

beforeAll(async () => {
  folder = await createTempFolder('test');
  clip = join(folder.path, 'my dance.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=1'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', clip]);
});

afterAll(async () => folder[Symbol.asyncDispose]());

const newOut = (name: string): string => join(folder.path, name);

describe('dance-pose analyse', () => {
  test('writes the artifacts and prints a summary', async () => {
    const out = newOut('plain');
    const { code, out: said } = await dancePose(['analyse', clip, '--out', out]);
    expect(code).toBe(0);
    expect(said).toContain('my dance.mp4: 160×120, 10 fps, 1.0 s, no sound');
    expect(said).toContain('Dancer found in 0 of 10 frames');
    expect(said).toContain('Note: Nobody was found');
    expect((await readdir(out)).sort()).toEqual([
      'annotated.mp4',
      'landmarks.json',
      'poster.jpg',
      'report.html',
      'report.json',
      'thumbnails.jpg',
      'timeseries.csv',
      'track.bin',
    ]);
  });

  test('--json prints the result and nothing else to standard output', async () => {
    const args = ['analyse', clip, '--out', newOut('json'), '--json', '--model', 'lite'];
    const { code, out } = await dancePose(args);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ summary: { model: 'lite', framesAnalysed: 10 } });
  });

  test.each([
    [[], 'scripted'],
    [['--engine', 'native'], 'native'],
    [['--engine', 'mediapipe'], 'mediapipe'],
  ])('tracks with the chosen engine: %j', async (flags, engine) => {
    const out = newOut(`engine-${engine}`);
    const { out: said } = await dancePose(['analyse', clip, '--out', out, '--json', ...flags]);
    expect(JSON.parse(said)).toMatchObject({ summary: { engine } });
  });

  test.each([
    ['no command', [], /Usage: dance-pose/],
    ['no output folder', ['analyse', 'x.mp4'], /--out <folder>/],
    ['an unknown flag', ['analyse', 'x.mp4', '--out', 'y', '--fast'], /unknown option '--fast'/],
    [
      'an unknown model',
      ['analyse', 'x.mp4', '--out', 'y', '--model', 'huge'],
      /Allowed choices are/,
    ],
    [
      'an unknown engine',
      ['analyse', 'x.mp4', '--out', 'y', '--engine', 'steam'],
      /Allowed choices are auto, native, mediapipe/,
    ],
    ['a bad number', ['analyse', 'x.mp4', '--out', 'y', '--crf', 'best'], /must be a number/],
    ['a number out of range', ['analyse', 'x.mp4', '--out', 'y', '--crf', '99'], /encode\.crf/],
    [
      'an end before the start',
      ['analyse', 'x.mp4', '--out', 'y', '--start', '2', '--end', '1'],
      /trim/,
    ],
    ['a missing file', ['analyse', '/no/such.mp4', '--out', 'y'], /no file "\/no\/such\.mp4"/],
    ['a folder for a file', ['analyse', '/', '--out', 'y'], /is not a file/],
  ])('%s is wrong usage: exit code 2 and one clear sentence', async (_, args, message) => {
    const { code, err } = await dancePose(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('a file that is not a clip is refused with exit code 3, and the folder stays unchanged', async () => {
    const bad = newOut('bad.mp4');
    await writeFile(bad, 'this is not a video');
    const out = newOut('refused');
    const { code, err } = await dancePose(['analyse', bad, '--out', out]);
    expect(code).toBe(3);
    expect(err).toMatch(/^dance-pose: /m);
    expect(err).not.toMatch(/\n\s+at /);
    expect(await readdir(out)).toEqual([]);
  });

  test('a broken engine is an internal error: exit code 1', async () => {
    const script = () => {
      throw new Error('out of order');
    };
    const { code, err } = await dancePose(['analyse', clip, '--out', newOut('broken')], { script });
    expect(code).toBe(1);
    expect(err).toContain('internal error');
    expect(err).toContain('out of order');
  });

  test('interrupted: exit code 130, and nothing is written', async () => {
    const controller = new AbortController();
    const script = () => {
      controller.abort(new Error('stopped by SIGINT'));
      return [];
    };
    const out = newOut('stopped');
    const { signal } = controller;
    const { code, err } = await dancePose(['analyse', clip, '--out', out], { script, signal });
    expect(code).toBe(130);
    expect(err).toContain('Stopped');
    expect(await readdir(out)).toEqual([]);
  });

  test('--help shows flags, defaults and exit codes', async () => {
    const { code, out } = await dancePose(['analyse', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--model <name>');
    expect(out).toContain('3 file refused');
  });
});

describe('dance-pose keys new', () => {
  test('prints a key, and the entry of API_KEYS with only its hash', async () => {
    const { code, out, err } = await dancePose(['keys', 'new', 'teacher']);
    const [, key = '', name, sha256] = /^key: +(\S+)\nentry: (\w+):(\w+)\n$/.exec(out) ?? [];
    expect([code, name]).toEqual([0, 'teacher']);
    expect(sha256).toBe(createHash('sha256').update(key).digest('hex'));
    expect(err).toContain('API_KEYS');
    expect(err).not.toContain(key);
  });

  test('a name that API_KEYS cannot contain is wrong usage', async () => {
    for (const name of ['a:b', 'a,b', 'anonymous']) {
      const { code, out, err } = await dancePose(['keys', 'new', name]);
      expect([name, code, out]).toEqual([name, 2, '']);
      expect(err).toContain(name);
    }
  });
});
