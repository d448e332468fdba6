import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { defaultModelCacheDir, loadModelBundle } from './model-bundle.ts';

const run = promisify(execFile);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function onlyFileIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, String(names[0]));
}

describe('loadModelBundle', () => {
  test.each(['lite', 'full', 'heavy'] as const)('keeps a bundle of %s', async (model) => {
    await using cache = await createTempFolder('models');
    const folder = join(cache.path, 'made', 'when', 'missing');
    const made = await loadModelBundle(model, folder);
    expect(
      Object.keys(unzipSync(made, { filter: ({ compression }) => compression === 0 })),
    ).toEqual(['pose_detector.tflite', 'pose_landmarks_detector.tflite']);
    expect(sha256(await readFile(await onlyFileIn(folder)))).toBe(sha256(made));

    const nowhere = (): string => '/there/is/no/package';
    expect(sha256(await loadModelBundle(model, folder, nowhere))).toBe(sha256(made));
  });

  test.each([
    ['is truncated', (path: string) => truncate(path, 1_000_000)],
    ['is empty', (path: string) => truncate(path, 0)],
    [
      'has one wrong bit',
      async (path: string) => {
        const bytes = await readFile(path);
        bytes.writeUInt8(bytes.readUInt8(3_000_000) ^ 1, 3_000_000);
        await writeFile(path, bytes);
      },
    ],
  ])('builds a cached bundle again if it %s', async (_what, damage) => {
    await using cache = await createTempFolder('models');
    const sound = sha256(await loadModelBundle('lite', cache.path));
    const path = await onlyFileIn(cache.path);
    await damage(path);
    expect(sha256(await readFile(path))).not.toBe(sound);

    expect(sha256(await loadModelBundle('lite', cache.path))).toBe(sound);
    expect(sha256(await readFile(await onlyFileIn(cache.path)))).toBe(sound);
  });

  test('refuses networks other than the tested ones', async () => {
    await using cache = await createTempFolder('models');
    const network = join(cache.path, 'other.tflite');
    await writeFile(network, 'another network');
    const loading = loadModelBundle('lite', join(cache.path, 'models'), () => network);
    await expect(loading).rejects.toThrow(/other\.tflite is not the tested network/);
    await expect(readdir(cache.path)).resolves.toEqual(['other.tflite']);
  });

  test('names the folder that it cannot write to', async () => {
    await using cache = await createTempFolder('models');
    const file = join(cache.path, 'file');
    await writeFile(file, '');
    await expect(loadModelBundle('lite', join(file, 'models'))).rejects.toThrow(file);
  });

  test('allows two processes to build the same bundle at the same time', async () => {
    await using cache = await createTempFolder('models');
    const module = JSON.stringify(import.meta.resolve('./model-bundle.ts'));
    const folder = JSON.stringify(cache.path);
    const script = `
      const { loadModelBundle } = await import(${module});
      const bundles = await Promise.all([1, 2].map(() => loadModelBundle('full', ${folder})));
      process.stdout.write(bundles.map((bundle) => bundle.byteLength).join());`;
    const start = () =>
      run(process.execPath, [...process.execArgv, '--input-type=module', '--eval', script]);
    const [first, second] = await Promise.all([start(), start()]);

    const { byteLength } = await readFile(await onlyFileIn(cache.path));
    expect(first.stdout).toBe(`${byteLength},${byteLength}`);
    expect(second.stdout).toBe(first.stdout);
  });
});

describe('defaultModelCacheDir', () => {
  test.each([
    [{ XDG_CACHE_HOME: '/cache', HOME: '/home/ada' }, '/cache/dance-pose/models'],
    [{ XDG_CACHE_HOME: '', HOME: '/home/ada' }, '/home/ada/.cache/dance-pose/models'],
    [{ HOME: '/home/ada' }, '/home/ada/.cache/dance-pose/models'],
  ])('with %j is %s', (env, folder) => {
    expect(defaultModelCacheDir(env)).toBe(folder);
  });
});
