import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { assembled } from './assembled.ts';

test('all WebAssembly matches its source; otherwise run `pnpm assemble`', async () => {
  for (const { path, text } of await assembled()) expect(await readFile(path, 'utf8')).toBe(text);
});
