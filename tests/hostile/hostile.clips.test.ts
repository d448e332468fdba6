import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Canary, createCanary } from './canary.ts';
import { claimFolder } from './claimed-folder.ts';
import { givenFiles } from './given-files.ts';
import { survive } from './guarded.ts';
import { unguarded, webAllowed } from './unguarded.ts';

const resources = new AsyncDisposableStack();
afterAll(() => resources.disposeAsync());

(hasTestdata && existsSync('/proc/self/status') ? describe : describe.skip)(
  'hostile files of the test data',
  () => {
    const hostile = join(testdata, 'hostile');
    let target: Canary;
    beforeAll(async () => {
      // The files name this folder and port 9 literally.
      const folder = '/tmp/dance-canary';
      resources.use(await claimFolder(folder));
      target = resources.use(await createCanary(folder, 9).catch(() => createCanary(folder)));
      if (target.port !== 9)
        process.stderr.write('port 9 cannot be listened on: any is, instead\n');
    });

    test('the table has them all', () => {
      expect(Object.keys(givenFiles).sort()).toEqual(readdirSync(hostile).sort());
    });

    test.each(Object.entries(givenFiles))('%s: %s', async (name, expected) => {
      expect(await survive(join(hostile, name), { canary: target })).toBe(expected);
    });

    test('would have found the canary', async () => {
      expect(await target.wasRead()).toBe(false);
      await unguarded(join(hostile, 'h_hls_local_media.mp4'));
      expect(await target.wasRead()).toBe(true);
      await unguarded(join(hostile, 'h_hls_http.mp4'), ...webAllowed);
      if (target.port === 9) expect(target.visits.length).toBeGreaterThan(0);
    });
  },
);
