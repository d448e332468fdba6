import { createHash, type Hash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { musicSampleRateHz } from '@dance-pose/movement';
import { defaultModelCacheDir } from '@dance-pose/pose';
import { writeWhole } from '@dance-pose/video';

/** Folder of tracked clips and downloads, next to the models' bundles; it can be deleted at any time. */
export const cacheFolder = join(dirname(defaultModelCacheDir(process.env)), 'validation');

const repository = join(import.meta.dirname, '../..');

/** Sources that determine the pictures and what the engine finds in them. A change of one starts from scratch. */
const sources = [
  'packages/synthetic-dancer/src',
  'packages/pose/src',
  'packages/video/src/decode',
  'tests/validation/track-file.ts',
];

/**
 * The value that was stored for a key, or else the one that `make` returns, which is then stored.
 * @param key everything that `make` depends on beside the sources.
 */
export async function cached<Value>(key: unknown, make: () => Promise<Value>): Promise<Value> {
  const name = createHash('sha256')
    .update(await version())
    .update(JSON.stringify([musicSampleRateHz, key]));
  const path = join(cacheFolder, `${name.digest('hex').slice(0, 32)}.gz`);
  const stored = await readFile(path).catch(() => undefined);
  if (stored !== undefined) return deserialize(gunzipSync(stored));
  const value = await make();
  await mkdir(cacheFolder, { recursive: true });
  await writeWhole(path, (part) => writeFile(part, gzipSync(serialize(value))));
  return value;
}

let hashed: Promise<string> | undefined;
function version(): Promise<string> {
  hashed ??= (async () => {
    const hash = createHash('sha256');
    for (const source of sources) await hashSource(hash, join(repository, source));
    return hash.digest('hex');
  })();
  return hashed;
}

async function hashSource(hash: Hash, path: string): Promise<void> {
  if (path.endsWith('.ts')) {
    if (!path.endsWith('.test.ts')) hash.update(await readFile(path));
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() || entry.name.endsWith('.ts')) {
      await hashSource(hash, join(path, entry.name));
    }
  }
}

/** SHA-256 of a file, in hexadecimal digits. */
export const hashOfFile = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
