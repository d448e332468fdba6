import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultMediaLimits, type JobOptions } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { probeFile } from '@dance-pose/video';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clipWarnings } from './clip-warnings.ts';
import { analyseAudio } from './measure/analyse-audio.ts';

const run = promisify(execFile);
const never = new AbortController().signal;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('clip-warnings');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
const picture = (rate: number, size = '320x240'): string[] =>
  lavfi(`color=gray:size=${size}:rate=${rate}:duration=0.5`);
const tone = lavfi('sine=duration=0.5');

async function warningsOf(name: string, args: string[], trim?: JobOptions['trim']) {
  const path = join(folder.path, name);
  await run('ffmpeg', ['-v', 'error', '-y', ...args, '-pix_fmt', 'yuv420p', path]);
  const options = { fileName: name, limits: defaultMediaLimits, signal: never };
  const file = await probeFile(path, trim ? { ...options, trim } : options);
  const { music } = await analyseAudio(file, {}, never);
  return [...file.warnings, ...clipWarnings(file, music.heard)];
}

describe('a clip', () => {
  test.each([
    ['without faults', 'good.mp4', [...picture(60), ...tone], []],
    ['of 30 frames per second', 'film.mp4', [...picture(30), ...tone], ['low-frame-rate']],
    ['of 120 frames per second', 'fast.mp4', [...picture(120), ...tone], ['frame-rate-reduced']],
    ['without sound', 'mute.mp4', picture(60), ['no-sound']],
    [
      'with a microphone that was off',
      'silent.mp4',
      [...picture(60), ...lavfi('anullsrc'), '-shortest'],
      ['silent-sound'],
    ],
    [
      'with sound that browsers do not play',
      'song.mkv',
      [...picture(60), ...tone, '-c:a', 'libmp3lame'],
      ['sound-re-encoded'],
    ],
    ['with few pixels', 'thumb.mp4', [...picture(60, '480x200'), ...tone], ['small-picture']],
    ['that is a photo', 'photo.jpg', [...picture(2), '-frames:v', '1'], []],
  ])('%s', async (_case, name, args, codes) => {
    expect((await warningsOf(name, args)).map(({ code }) => code)).toEqual(codes);
  });

  test('with several sound tracks keeps the one that players select, and says which', async () => {
    const args = [...picture(60), ...tone, ...lavfi('anoisesrc=duration=0.5:amplitude=0.2')];
    const warnings = await warningsOf('two.mkv', [
      ...[...args, '-map', '0', '-map', '1', '-map', '2', '-c:a:0', 'aac', '-c:a:1', 'ac3'],
      ...['-disposition:a:0', '0', '-disposition:a:1', 'default'],
    ]);
    expect(warnings).toMatchObject([
      {
        code: 'sound-tracks-dropped',
        message: expect.stringContaining('2 sound tracks; the result has number 2 (ac3'),
      },
      { code: 'sound-re-encoded', message: expect.stringContaining('ac3') },
    ]);
  });

  test('that is trimmed explains why its sound is re-encoded', async () => {
    const trim = { startMs: 100, endMs: 400 };
    expect(await warningsOf('cut.mp4', [...picture(60), ...tone], trim)).toMatchObject([
      {
        code: 'sound-re-encoded',
        message: expect.stringContaining('because the clip was trimmed'),
      },
    ]);
  });

  test('with 10 frames per second gets a stronger warning than one with 25', async () => {
    const [slow] = await warningsOf('slides.mp4', [...picture(10), ...tone]);
    const [cinema] = await warningsOf('cinema.mp4', [...picture(25), ...tone]);
    expect(slow?.message).toMatch(/^Only 10 frames per second: fast movements fall between/);
    expect(cinema?.message).toBe('25 frames per second: fast footwork is blurred. Film at 60.');
  });
});
