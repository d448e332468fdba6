import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { createDiskStore } from './disk-store.ts';

const secret = 'a secret of tests only';
const options = { contentType: 'video/mp4' };

const keys = async (store: ReturnType<typeof createDiskStore>): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of store.list('')) found.push(key);
  return found;
};

/** Kills a process in the middle of a put. @returns the path of the file that it leaves behind. */
async function dieInPut(root: string): Promise<string> {
  const script = `
    import { Readable } from 'node:stream';
    import { createDiskStore } from ${JSON.stringify(import.meta.resolve('./disk-store.ts'))};
    const store = createDiskStore({ root: process.argv[1], secret: ${JSON.stringify(secret)} });
    async function* body() {
      yield Buffer.alloc(1_000_000);
      await new Promise(() => setInterval(() => {}, 1000));
    }
    await store.put('jobs/1/input', Readable.from(body()), { contentType: 'video/mp4' });`;
  const child = spawn(
    process.execPath,
    ['--conditions=@dance-pose/source', '--input-type=module', '-e', script, root],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    for (;;) {
      const [name] = await readdir(join(root, 'incoming')).catch(() => []);
      const path = join(root, 'incoming', name ?? '');
      if (name !== undefined && (await stat(path)).size === 1_000_000) return path;
      await sleep(20);
    }
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

describe('the folder of a disk store', () => {
  test('has no object from a killed process, and its leftover is removed by age', async () => {
    await using folder = await createTempFolder('disk-store');
    const rest = await dieInPut(folder.path);
    await using store = createDiskStore({ root: folder.path, secret });
    expect(await keys(store)).toEqual([]);
    const dayAgo = new Date(Date.now() - 24 * 3_600_000);
    expect(await store.removeAbandoned('jobs/', dayAgo)).toBe(0);
    expect((await stat(rest)).size).toBe(1_000_000);
    const earlier = new Date(dayAgo.getTime() - 1000);
    await utimes(rest, earlier, earlier);
    expect(await store.removeAbandoned('jobs/', dayAgo)).toBe(1);
    expect(await readdir(dirname(rest))).toEqual([]);
    await store.put('b', Buffer.from('y'), options);
    expect(await keys(store)).toEqual(['b']);
  });

  test('loses empty folders with the last object, even during concurrent puts', async () => {
    await using folder = await createTempFolder('disk-store');
    await using store = createDiskStore({ root: folder.path, secret });
    await store.put('jobs/1/artifacts/a', Buffer.from('x'), options);
    await store.put('jobs/2/input', Buffer.from('x'), options);
    await store.deletePrefix('jobs/1/');
    expect(await readdir(join(folder.path, 'objects', 'jobs'))).toEqual(['2']);
    await store.deletePrefix('jobs/');
    expect(await readdir(join(folder.path, 'objects'))).toEqual([]);

    const round = async (index: number): Promise<void> => {
      await store.put(`jobs/deep/${index % 3}/${index}`, Buffer.from('x'), options);
      await store.deletePrefix(`jobs/deep/${index % 3}/${index}`);
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => round(index)));
    expect(await readdir(join(folder.path, 'objects'))).toEqual([]);
  });

  test('gives a copy a modification time of its own, so that it does not expire early', async () => {
    await using folder = await createTempFolder('disk-store');
    await using store = createDiskStore({ root: folder.path, secret });
    await store.put('a', Buffer.from('x'), options);
    const longAgo = new Date('2001-02-03T04:05:06Z');
    await utimes(join(folder.path, 'objects/a'), longAgo, longAgo);
    const before = Date.now();
    await store.copy('a', 'b');
    expect((await store.head('b'))?.modifiedAt.getTime()).toBeGreaterThan(before - 1000);
    expect((await store.head('a'))?.modifiedAt).toEqual(longAgo);
  });

  test('is not created if it is missing: it may be a volume that is not mounted', async () => {
    await using folder = await createTempFolder('disk-store');
    const root = join(folder.path, 'volume');
    const store = createDiskStore({ root, secret });
    const put = store.put('a', Buffer.from('x'), options);
    await expect(put).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(stat(root)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is shared by stores with the same secret, and links use the public address', async () => {
    await using folder = await createTempFolder('disk-store');
    const baseUrl = 'https://example.org/dance/';
    await using api = createDiskStore({ root: folder.path, secret, baseUrl });
    await using worker = createDiskStore({ root: folder.path, secret });
    await worker.put('a', Buffer.from('made by the worker'), options);
    expect(await text(await api.get('a'))).toBe('made by the worker');
    const link = { ...options, expiresInS: 60, disposition: 'inline', fileName: 'a' } as const;
    expect(await api.signGet('a', link)).toMatch(/^https:\/\/example\.org\/dance\/objects\/a\?/);
    expect(await worker.signGet('a', link)).toMatch(/^\/objects\/a\?/);
  });
});
