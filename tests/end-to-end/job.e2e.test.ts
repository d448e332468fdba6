import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { landmarksFileSchema, readReport } from '@dance-pose/contracts';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiClient, bytesOf } from './api-client.ts';
import { tempFoldersIn } from './leftovers.ts';
import { boxesOf, ffmpeg, makeDanceClip, soundHash, streamsOf } from './media.ts';

let folder: TempFolder;
let stack: LocalStack;
let api: ApiClient;
let clip: string;

beforeAll(async () => {
  folder = await createTempFolder('e2e');
  stack = await startStack({
    dataDir: join(folder.path, 'data'),
    env: { TEMP_DIR: folder.path, WORKER_CONCURRENCY: '2' },
  });
  api = new ApiClient(stack.url);
  clip = await makeDanceClip(folder.path);
});

afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const save = async (name: string, bytes: Buffer): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
};

describe('a clip through the whole stack', () => {
  test('yields an annotated video with its music, landmarks and a poster', async () => {
    const submitted = await api.submit(clip, { model: 'lite' });
    expect(submitted).toMatchObject({ result: null, source: { fileName: 'dance.mp4' } });
    const result = await api.completed(submitted.id);
    expect(result.warnings.map(({ code }) => code)).toEqual(['low-frame-rate']);

    const preview = await fetch(result.previewUrl);
    expect(preview.headers.get('content-type')).toBe('video/mp4');
    expect(preview.headers.get('content-disposition')).toMatch(/^inline/);
    const video = Buffer.from(await preview.arrayBuffer());
    const boxes = boxesOf(video);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));

    const path = await save('annotated.mp4', video);
    const [before, after] = [await streamsOf(clip), await streamsOf(path)];
    expect(after).toMatchObject([
      {
        codec_name: 'h264',
        profile: 'High',
        pix_fmt: 'yuv420p',
        width: 360,
        height: 640,
        color_space: 'bt709',
      },
      { codec_name: 'aac' },
    ]);
    for (const [at, stream] of after.entries()) {
      expect(Math.abs(Number(stream.duration) - Number(before[at]?.duration))).toBeLessThan(1 / 15);
    }
    expect(await soundHash(path)).toBe(await soundHash(clip));

    const landmarks = result.artifacts.find(({ name }) => name === 'landmarks.json');
    const track = landmarksFileSchema.parse(
      JSON.parse(String(await bytesOf(landmarks?.url ?? ''))),
    );
    expect(track.source).toEqual({
      width: 360,
      height: 640,
      fps: 15,
      frameCount: 30,
      durationMs: 2000,
    });
    const found = track.frames.filter(({ people }) => people.length === 1);
    expect(found.length).toBeGreaterThanOrEqual(0.98 * track.frames.length);

    const text = async (wanted: string): Promise<string> =>
      String(await bytesOf(result.artifacts.find(({ name }) => name === wanted)?.url ?? ''));
    const report = readReport(JSON.parse(await text('report.json')));
    expect(report.source).toEqual(track.source);
    expect(report.summary.length).toBeGreaterThan(0);
    expect((await text('timeseries.csv')).trim().split('\r\n')).toHaveLength(30 + 1);

    const poster = await bytesOf(
      result.artifacts.find(({ name }) => name === 'poster.jpg')?.url ?? '',
    );
    expect(poster.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  test('two jobs at once and one after them give the same landmarks', async () => {
    const together = await Promise.all([
      api.submit(clip, { model: 'lite' }),
      api.submit(clip, { model: 'lite', 'overlay.style': 'ghost' }),
    ]);
    const hashes = new Set<string | undefined>();
    for (const { id } of [...together, await api.submit(clip, { model: 'lite' })]) {
      const { artifacts } = await api.completed(id);
      hashes.add(artifacts.find(({ name }) => name === 'landmarks.json')?.sha256);
    }
    expect(hashes.size).toBe(1);
  });

  test('a picture yields a picture', async () => {
    const picture = join(folder.path, 'pose.png');
    await ffmpeg(['-ss', '1', '-i', clip, '-frames:v', '1', picture]);
    const { id } = await api.submit(picture, { model: 'lite' });
    const result = await api.completed(id);
    expect(result.artifacts.map(({ name }) => name).sort()).toEqual([
      'annotated.png',
      'landmarks.json',
      'poster.jpg',
      'report.html',
      'report.json',
      'timeseries.csv',
      'track.bin',
    ]);
    expect(result.summary).toMatchObject({ framesAnalysed: 1, framesWithPerson: 1 });
  });

  test('a clip without a person completes with a warning', async () => {
    const empty = join(folder.path, 'empty.mp4');
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=gray:s=320x240:r=10:d=1',
      '-pix_fmt',
      'yuv420p',
      empty,
    ]);
    const { id } = await api.submit(empty, { model: 'lite' });
    const { warnings } = await api.completed(id);
    expect(warnings.map(({ code }) => code)).toContain('nobody-found');
  });

  test('a file that is no video fails with its reason and without a further attempt', async () => {
    const { id } = await api.submit(await save('song.mp4', Buffer.from('not a video at all')));
    const job = await api.ended(id);
    expect(job).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { code: 'unsupported-format', retryable: false },
    });
  });

  test('progress is streamed as it happens and never decreases', async () => {
    const { id } = await api.submit(clip, { model: 'lite' });
    const response = await api.fetch(`/v1/jobs/${id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    const jobs = [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? ''));
    const percents = jobs.map(({ progress }) => progress?.percent ?? 0);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(jobs.at(-1)).toMatchObject({ id, state: 'completed', progress: { percent: 100 } });
    expect(new Set(jobs.map(({ state }) => state))).toContain('active');
  });

  test('leaves no temporary folder', async () => {
    expect(await tempFoldersIn(folder.path)).toEqual([]);
  });
});
