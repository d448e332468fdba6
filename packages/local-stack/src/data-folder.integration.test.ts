import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { openDataFolder } from './data-folder.ts';

test('creates one secret, even with concurrent starts, readable by its owner only', async () => {
  await using folder = await createTempFolder('data');
  const opened = await Promise.all([1, 2, 3].map(() => openDataFolder(folder.path)));
  const again = await openDataFolder(folder.path);
  expect(again.urlSecret).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(opened.map(({ urlSecret }) => urlSecret))).toEqual(new Set([again.urlSecret]));
  expect((await stat(join(folder.path, 'url-secret'))).mode & 0o777).toBe(0o600);
  expect((await stat(again.objects)).mode & 0o777).toBe(0o700);
});

test('keeps the log of the previous run, and no older ones', async () => {
  await using folder = await createTempFolder('data');
  const { newLog } = await openDataFolder(folder.path);
  for (const run of ['first', 'second', 'third']) await writeFile(await newLog('api'), run);
  expect(await readFile(join(folder.path, 'logs/api.log'), 'utf8')).toBe('third');
  expect(await readFile(join(folder.path, 'logs/api.previous.log'), 'utf8')).toBe('second');
});
