import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodingInputOptions } from '../probe/input-options.ts';
import { probeFile } from '../probe/probe-file.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import { FfmpegCommand } from '../process/ffmpeg-command.ts';
import { makeMedia, never, probe, processesNaming } from '../testing/test-media.ts';
import { audioTask, decodeAudio } from './decode-audio.ts';

const rateHz = 22_050;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-audio');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
const picture = (seconds: number): string[] =>
  lavfi(`color=c=gray:size=64x64:rate=25:duration=${seconds}`);
/** Silence, then a tone from half a second on. */
const tone = (seconds = 2, layout = 'mono'): string[] =>
  lavfi(
    `aevalsrc=0.5*sin(2*PI*1000*t)*gte(t\\,0.5):duration=${seconds}:sample_rate=48000,aformat=channel_layouts=${layout}`,
  );
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

async function decodeSamples(file: ProbedFile): Promise<Float32Array> {
  const pieces: number[] = [];
  const sound = decodeAudio(file, { sampleRateHz: rateHz, signal: never });
  if (!sound) throw new Error('The file has no sound.');
  for await (const samples of sound) pieces.push(...samples);
  return Float32Array.from(pieces);
}

/** Time of the first audible sample, in seconds. */
const firstAudibleSeconds = (samples: Float32Array): number =>
  samples.findIndex((sample) => Math.abs(sample) > 0.1) / rateHz;

/** RMS, which is 0.354 for a sine of amplitude 0.5; a codec may change it slightly. */
const loudness = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

describe('the start of the sound', () => {
  const x = (text: string): string[] => text.split(' ');
  test.each([
    ['aac.mp4', [...picture(2), ...tone(), ...h264, ...x('-c:a aac')], 0.5],
    [
      'late-sound.mp4',
      [...picture(2), ...x('-itsoffset 0.4'), ...tone(), ...h264, ...x('-c:a aac')],
      0.9,
    ],
    [
      'late-picture.mp4',
      [
        ...x('-itsoffset 0.4'),
        ...picture(2),
        ...tone(3),
        ...x('-fps_mode passthrough'),
        ...h264,
        ...x('-c:a aac'),
      ],
      0.1,
    ],
    [
      'opus.webm',
      [...picture(2), ...tone(), ...x('-c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus')],
      0.5,
    ],
    ['mp3.avi', [...picture(2), ...tone(), ...x('-c:v mjpeg -c:a libmp3lame')], 0.5],
    ['pcm.mov', [...picture(2), ...tone(), ...h264, ...x('-c:a pcm_s24le')], 0.5],
    ['surround.mkv', [...picture(2), ...tone(2, '5.1'), ...h264, ...x('-c:a ac3')], 0.5],
  ])('%s', async (name, make, seconds) => {
    const file = await probe(await makeMedia(folder.path, name, make));
    const samples = await decodeSamples(file);
    // AVI cannot store the encoder delay of an MP3, 23 ms.
    expect(Math.abs(firstAudibleSeconds(samples) - seconds)).toBeLessThan(
      name === 'mp3.avi' ? 0.03 : 0.01,
    );
    expect(Math.abs(samples.length / rateHz - file.plan.durationMs / 1000)).toBeLessThan(0.05);
  });
});

describe('the duration of the sound', () => {
  test.each([
    ['is at most that of the picture', 1, 2, 1],
    ['is shorter if the sound ends earlier', 2, 1, 1],
  ])('%s', async (_case, pictureSeconds, soundSeconds, expected) => {
    const make = [...picture(pictureSeconds), ...tone(soundSeconds), ...h264, '-c:a', 'aac'];
    const samples = await decodeSamples(
      await probe(await makeMedia(folder.path, 'length.mp4', make)),
    );
    expect(Math.abs(samples.length / rateHz - expected)).toBeLessThan(0.03);
    expect(loudness(samples.subarray(0.6 * rateHz, 0.9 * rateHz))).toBeCloseTo(0.354, 2);
  });

  test.each([
    ['within the silence', { startMs: 300, endMs: 1300 }, 0.2, 1],
    ['after the beginning of the tone', { startMs: 1210 }, 0, 0.8],
  ])('trimmed %s', async (_case, trim, startSeconds, seconds) => {
    const path = await makeMedia(folder.path, 'trim.mp4', [
      ...[...picture(2), ...tone(), ...h264, '-g', '50', '-c:a', 'aac'],
    ]);
    const samples = await decodeSamples(
      await probeFile(path, { fileName: 'clip', limits: defaultMediaLimits, signal: never, trim }),
    );
    expect(Math.abs(firstAudibleSeconds(samples) - startSeconds)).toBeLessThan(0.01);
    expect(Math.abs(samples.length / rateHz - seconds)).toBeLessThan(0.03);
  });
});

describe('returns null for', () => {
  test('a clip without a sound track', async () => {
    const path = await makeMedia(folder.path, 'mute.mp4', [...picture(1), ...h264]);
    expect(decodeAudio(await probe(path), { sampleRateHz: rateHz, signal: never })).toBeNull();
  });

  test('a photo', async () => {
    const path = await makeMedia(folder.path, 'photo.png', [...picture(1), '-frames:v', '1']);
    expect(decodeAudio(await probe(path), { sampleRateHz: rateHz, signal: never })).toBeNull();
  });
});

test('a sound that changes from mono to stereo is refused, not misread', async () => {
  const half = (name: string, layout: string): Promise<string> =>
    makeMedia(folder.path, name, [
      ...[...picture(1), ...tone(1, layout), ...h264, '-c:a', 'ac3', '-f', 'mpegts'],
    ]);
  const list = join(folder.path, 'halves.txt');
  const halves = [await half('one.ts', 'mono'), await half('two.ts', 'stereo')];
  await writeFile(list, halves.map((path) => `file '${path}'\n`).join(''));
  const path = await makeMedia(folder.path, 'changing.mkv', [
    ...['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy'],
  ]);
  await expect(decodeSamples(await probe(path))).rejects.toMatchObject({
    code: 'unreadable-media',
  });
});

test('lost packets become silence, and the rest keeps its time', async () => {
  const whole = await makeMedia(folder.path, 'whole.mkv', [
    ...[...picture(2), ...tone(), ...h264, '-c:a', 'aac'],
  ]);
  // AAC has 47 packets per second at 48 kHz.
  const path = await makeMedia(folder.path, 'hole.mkv', [
    ...['-i', whole, '-c', 'copy', '-bsf:a', 'noise=drop=between(n\\,45\\,65)'],
  ]);
  const samples = await decodeSamples(await probe(path));
  expect(loudness(samples.subarray(1.05 * rateHz, 1.3 * rateHz))).toBeLessThan(0.01);
  expect(loudness(samples.subarray(1.5 * rateHz, 1.9 * rateHz))).toBeCloseTo(0.354, 2);
  expect(Math.abs(samples.length / rateHz - 2)).toBeLessThan(0.03);
});

describe('FFmpeg', () => {
  let file: ProbedFile;
  beforeAll(async () => {
    const make = [...picture(60), ...tone(60), ...h264, '-c:a', 'flac'];
    file = await probe(await makeMedia(folder.path, 'long.mkv', make));
  });

  test('ends when the caller leaves the loop', async () => {
    const sound = decodeAudio(file, { sampleRateHz: rateHz, signal: never });
    for await (const _samples of sound ?? []) break;
    expect(await processesNaming(folder.path)).toEqual([]);
  });

  test('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    const sound = decodeAudio(file, {
      sampleRateHz: rateHz,
      signal: controller.signal,
    });
    const consume = async (): Promise<void> => {
      for await (const _samples of sound ?? []) controller.abort(new Error('cancelled'));
    };
    await expect(consume()).rejects.toThrow('cancelled');
    expect(await processesNaming(folder.path)).toEqual([]);
  });

  test('opens the file with the same safe options as every other call', async () => {
    const { argv } = new FfmpegCommand(audioTask(file, 1, rateHz));
    expect(argv.slice(0, argv.indexOf('-i'))).toEqual(
      expect.arrayContaining(decodingInputOptions(file.source)),
    );
  });
});
