import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { runMain } from './testing/run-main.ts';

const storageInit = (env: Record<string, string>, ...flags: string[]) =>
  runMain(['storage', 'init', ...flags], env);

describe('dance-pose storage init', () => {
  test('creates the folder of a disk store and reports it', async () => {
    await using folder = await createTempFolder('storage-init');
    const root = join(folder.path, 'store');
    expect(await storageInit({ DATA_DIR: root })).toEqual({
      code: 0,
      out: `done: folder ${root}, for this user only\n`,
      err: '',
    });
    const again = await storageInit({ DATA_DIR: root });
    expect(again.out).toBe(`already exists: folder ${root} with mode 0700\n`);
  });

  test('reports why a store is unreachable, and the names of invalid settings', async () => {
    const s3 = { STORE: 's3', S3_BUCKET: 'clips', S3_ENDPOINT: 'http://127.0.0.1:1' };
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const away = await storageInit({ ...s3, ...keys });
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/prepared.*REFUSED/) });
    const wrong = await storageInit({ STORE: 's3' });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/S3_BUCKET/) });
  });
});
