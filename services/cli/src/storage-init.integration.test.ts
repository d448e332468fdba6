import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { runMain } from './testing/run-main.ts';

const storageInit = (env: Record<string, string>, ...flags: string[]) =>
  runMain(['storage', 'init', ...flags], env);

describe('dance-pose storage init', () => {
  test('makes the folder of a disk store, and says what it did', async () => {
    await using folder = await createTempFolder('storage-init');
    const root = join(folder.path, 'store');
    expect(await storageInit({ DATA_DIR: root })).toEqual({
      code: 0,
      out: `done: folder ${root}, for this user alone\n`,
      err: '',
    });
    const again = await storageInit({ DATA_DIR: root });
    expect(again.out).toBe(`there already: folder ${root} with rights 0700\n`);
  });

  test('a store that cannot be reached is told with the reason, wrong settings with their names', async () => {
    const s3 = { STORE: 's3', S3_BUCKET: 'clips', S3_ENDPOINT: 'http://127.0.0.1:1' };
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const away = await storageInit({ ...s3, ...keys });
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/made ready.*REFUSED/) });
    const wrong = await storageInit({ STORE: 's3' });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/S3_BUCKET/) });
  });
});
