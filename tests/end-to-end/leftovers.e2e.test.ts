import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { ApiClient } from './api-client.ts';
import { descendantsOf, filesBelow, tempFoldersIn } from './leftovers.ts';
import { ffmpeg, makeDanceClip } from './media.ts';

describe('20 mixed jobs', () => {
  test('leave no temporary file, no process and, once deleted, no object', async () => {
    await using folder = await createTempFolder('e2e');
    const dataDir = join(folder.path, 'data');
    await using stack = await startStack({
      dataDir,
      env: { TEMP_DIR: folder.path, WORKER_CONCURRENCY: '2' },
    });
    const api = new ApiClient(stack.url);
    const clip = await makeDanceClip(folder.path, 1);
    const picture = join(folder.path, 'picture.jpg');
    await ffmpeg(['-i', clip, '-frames:v', '1', picture]);
    const junk = join(folder.path, 'junk.mp4');
    await writeFile(junk, Buffer.alloc(4096, 'junk'));

    const ids: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (const path of [clip, picture, junk, clip]) {
        ids.push((await api.submit(path, { model: 'lite' })).id);
      }
      // The last job of each round is cancelled while it is queued or active.
      await api.fetch(`/v1/jobs/${ids.at(-1)}/cancel`, { method: 'POST' });
    }
    const states: Record<string, number> = {};
    for (const id of ids) {
      const { state } = await api.ended(id);
      states[state] = (states[state] ?? 0) + 1;
    }
    expect(states).toEqual({ completed: 10, failed: 5, cancelled: 5 });

    expect(await tempFoldersIn(folder.path)).toEqual([]);
    expect(await descendantsOf(stack.worker.pid)).toEqual([]);
    for (const id of ids) expect(await api.delete(id)).toBe(204);
    expect(await filesBelow(join(dataDir, 'objects'))).toEqual([]);
  });
});
