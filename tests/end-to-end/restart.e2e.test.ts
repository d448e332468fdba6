import { join } from 'node:path';
import { startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { ApiClient, bytesOf } from './api-client.ts';
import { makeDanceClip } from './media.ts';

describe('a stack that is restarted on its data folder', () => {
  test('still has earlier jobs, serves their videos, and accepts new ones', async () => {
    await using folder = await createTempFolder('e2e');
    const clip = await makeDanceClip(folder.path, 2);
    const options = { dataDir: join(folder.path, 'data'), env: { TEMP_DIR: folder.path } };
    let id: string;
    {
      await using stack = await startStack(options);
      const api = new ApiClient(stack.url);
      ({ id } = await api.submit(clip, { model: 'lite' }));
      await api.completed(id);
    }
    await using stack = await startStack(options);
    const api = new ApiClient(stack.url);
    const { downloadUrl } = await api.completed(id);
    expect((await bytesOf(downloadUrl)).length).toBeGreaterThan(1000);
    const list = (await (await api.fetch('/v1/jobs')).json()) as { jobs: { id: string }[] };
    expect(list.jobs.map((job) => job.id)).toEqual([id]);
    await api.completed((await api.submit(clip, { model: 'lite' })).id);
  });
});
