import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultMediaLimits, type Warning } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probeFile } from '../probe/probe-file.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import {
  emptyDrawings,
  makeMedia,
  never,
  outputPaths,
  probe,
  quarters,
  type Report,
  report,
} from '../testing/test-media.ts';
import { renderVideo } from './render-video.ts';

const size = { width: 64, height: 64 };
const picture = (seconds: number): string[] => ['-f', 'lavfi', '-i', quarters(size, '25', seconds)];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1:sample_rate=48000'];
const surround = ['-f', 'lavfi', '-i', 'anoisesrc=duration=1,aformat=channel_layouts=5.1'];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '5'];

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-sound');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

interface Rendered extends Report {
  readonly warnings: readonly Warning[];
  /** Numbers of encoded frames, as reported. */
  readonly steps: readonly number[];
}

/** Runs the second pass on a clip; returns a report on the result and the warnings. */
async function rendered(file: ProbedFile): Promise<Rendered> {
  const { frameCount } = file.plan;
  const outPath = join(folder.path, 'annotated.mp4');
  const steps: number[] = [];
  const warnings = await renderVideo({
    ...{ file, size, frameCount, signal: never, background: 'original' },
    ...outputPaths(outPath),
    ...emptyDrawings(size, frameCount),
    encode: { preset: 'ultrafast', crf: 30 },
    onFrame: (done) => void steps.push(done),
  });
  return { ...(await report(outPath)), warnings, steps };
}

/** Rewrites the content of every audio chunk of an AVI. */
async function changeSound(path: string, change: (chunk: Buffer, at: number) => void) {
  const bytes = await readFile(path);
  const end = bytes.indexOf('idx1', 0, 'latin1');
  let count = 0;
  for (let at = bytes.indexOf('movi', 0, 'latin1'); ; ) {
    at = bytes.indexOf('01wb', at, 'latin1');
    if (at < 0 || at > end) break;
    const length = bytes.readUInt32LE(at + 4);
    change(bytes.subarray(at + 8, at + 8 + length), count++);
    at += 8 + length;
  }
  await writeFile(path, bytes);
}

describe('sound that cannot simply be copied', () => {
  test('changes its channels: the result has all of it in stereo', async () => {
    const parts = await Promise.all([
      makeMedia(folder.path, 'a.ac3', [...tone, '-ac', '2', '-c:a', 'ac3']),
      makeMedia(folder.path, 'b.ac3', [...surround, '-c:a', 'ac3']),
    ]);
    const joined = join(folder.path, 'ab.ac3');
    await writeFile(joined, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
    const path = await makeMedia(folder.path, 'changing.mkv', [
      ...[...picture(2), '-i', joined, ...mpeg4, '-c:a', 'copy'],
    ]);
    const { audio, warnings } = await rendered(await probe(path));
    expect(audio).toMatchObject({ codec_name: 'aac', channels: 2 });
    expect(Number(audio?.duration)).toBeGreaterThan(1.95);
    expect(warnings).toEqual([]);
  });

  test('is AAC that fails when it is copied: it is re-encoded', async () => {
    const adts = await makeMedia(folder.path, 'a.aac', [...tone, '-c:a', 'aac']);
    const path = await makeMedia(folder.path, 'broken-aac.avi', [
      ...[...picture(1), '-i', adts, ...mpeg4, '-c:a', 'copy'],
    ]);
    // Packets without their sync word.
    await changeSound(path, (chunk, at) => at > 20 && chunk.fill(0, 0, 4));
    const file = await probe(path);
    const { audio, video, warnings, steps } = await rendered(file);
    expect(file.source.audio).toMatchObject({ copy: true });
    expect(audio).toMatchObject({ codec_name: 'aac', profile: 'LC' });
    expect(video?.nb_frames).toBe(String(file.plan.frameCount));
    expect(warnings).toMatchObject([{ code: 'sound-re-encoded' }]);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  test('makes FFmpeg fail: the result has the picture only', async () => {
    const path = await makeMedia(folder.path, 'plain.mkv', [...picture(1), ...mpeg4]);
    const file = await probe(path);
    // A stream that does not exist represents any failure of a stream.
    const audio = { index: 9, copy: true, channels: 2, sampleRateHz: 48_000 };
    const result = await rendered({ ...file, source: { ...file.source, audio } });
    expect(result.audio).toBeUndefined();
    expect(result.video?.nb_frames).toBe(String(file.plan.frameCount));
    expect(result.warnings).toMatchObject([{ code: 'sound-unreadable' }]);
  });

  test('is longer than a clip may be, without a duration in the header: it is cut off', async () => {
    const path = await makeMedia(folder.path, 'live.mkv', [
      ...[...picture(1), '-f', 'lavfi', '-i', 'sine=duration=9', ...mpeg4],
      ...['-c:a', 'libopus', '-f', 'matroska', '-live', '1', '-seekable', '0'],
    ]);
    const limits = { ...defaultMediaLimits, maxDurationMs: 2000 };
    const file = await probeFile(path, { fileName: 'live.mkv', limits, signal: never });
    const { audio, video } = await rendered(file);
    expect(video?.nb_frames).toBe('25');
    expect(Number(audio?.duration)).toBeCloseTo(3, 0);
  });
});
