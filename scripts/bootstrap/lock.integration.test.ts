import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { withLock } from './lock.mjs';

const module = JSON.stringify(import.meta.resolve('./lock.mjs'));

/** A process that holds the lock, writes "in", waits a little and writes "out". */
function startWriter(lock: string, journal: string) {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${module};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(journal)}, 'in ');
      await new Promise((done) => setTimeout(done, 30));
      appendFileSync(${JSON.stringify(journal)}, 'out ');
    });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
}

test('one of several processes works at a time, even when they find a stale lock', async () => {
  await using folder = await createTempFolder('lock');
  const lock = join(folder.path, 'lock');
  const journal = join(folder.path, 'journal');
  const gone = spawn('true');
  await once(gone, 'close');
  await writeFile(lock, `${gone.pid}`);
  const writers = Array.from({ length: 5 }, () => startWriter(lock, journal));
  await Promise.all(writers.map((writer) => once(writer, 'close')));
  expect(await readFile(journal, 'utf8')).toBe('in out '.repeat(5));
  expect(existsSync(lock)).toBe(false);
});

test('releases the lock when the work fails', async () => {
  await using folder = await createTempFolder('lock');
  const lock = join(folder.path, 'lock');
  const failing = withLock(lock, () => Promise.reject(new Error('no network')));
  await expect(failing).rejects.toThrow('no network');
  expect(existsSync(lock)).toBe(false);
});
