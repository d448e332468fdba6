import { join } from 'node:path';
import type { JobDocument } from '@dance-pose/contracts';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiClient } from './api-client.ts';
import { descendantsOf, filesBelow, tempFoldersIn } from './leftovers.ts';
import { ffmpeg, makeDanceClip } from './media.ts';

let folder: TempFolder;
let stack: LocalStack;
let api: ApiClient;
let longClip: string;

beforeAll(async () => {
  folder = await createTempFolder('e2e');
  stack = await startStack({
    dataDir: join(folder.path, 'data'),
    env: { TEMP_DIR: folder.path },
  });
  api = new ApiClient(stack.url);
  longClip = join(folder.path, 'long.mp4');
  const clip = await makeDanceClip(folder.path, 2);
  await ffmpeg(['-stream_loop', '59', '-i', clip, '-c', 'copy', longClip]);
});

afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const objects = (): Promise<string[]> => filesBelow(join(folder.path, 'data/objects'));

const tempFolders = (): Promise<string[]> => tempFoldersIn(folder.path);

const isTracking = ({ progress }: JobDocument): boolean =>
  progress?.stage === 'track' && progress.framesDone > 0;

const ffmpegs = async (): Promise<number> =>
  (await descendantsOf(stack.worker.pid)).filter((name) => name === 'ffmpeg').length;

describe('an active job', () => {
  test('cancelled: FFmpeg, inference and the temporary folder are gone within 2 s', async () => {
    const { id } = await api.submit(longClip, { model: 'heavy' });
    await api.until(id, isTracking);
    expect(await ffmpegs()).toBeGreaterThan(0);
    const startedMs = performance.now();
    const response = await api.fetch(`/v1/jobs/${id}/cancel`, { method: 'POST' });
    expect(response.status).toBe(200);
    const job = await api.ended(id);
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(job).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
    expect(await ffmpegs()).toBe(0);
    expect(await tempFolders()).toEqual([]);
    expect((await api.fetch(`/v1/jobs/${id}/cancel`, { method: 'POST' })).status).toBe(409);
    expect(await api.delete(id)).toBe(204);
    expect(await objects()).toEqual([]);
  });

  test('deleted: it is gone at once, and leaves nothing', async () => {
    const { id } = await api.submit(longClip, { model: 'heavy' });
    await api.until(id, isTracking);
    expect(await api.delete(id)).toBe(204);
    expect((await api.fetch(`/v1/jobs/${id}`)).status).toBe(404);
    await expectSoon(async () => {
      expect(await objects()).toEqual([]);
      expect(await tempFolders()).toEqual([]);
      expect(await ffmpegs()).toBe(0);
    });
  });
});

async function expectSoon(check: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 3000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
