import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { warningMeanings } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';

test('the README lists every warning with its meaning, and no other', async () => {
  const readme = await readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const [, section = ''] = readme.split('\n### Warnings\n');
  const rows = [...(section.split('\n#')[0] ?? '').matchAll(/^\| `(.+)` \| (.+) \|$/gm)];
  const listed = Object.fromEntries(rows.map(([, code, meaning]) => [code, meaning]));
  const known = Object.entries(warningMeanings).map(([code, meaning]) => [
    code,
    meaning.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()),
  ]);
  expect(listed).toEqual(Object.fromEntries(known));
});
