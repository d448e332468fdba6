import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Canary, createCanary } from './canary.ts';
import { watchChildren } from './children.ts';
import { survive } from './guarded.ts';
import { bombs, damaged, type Given, given, impostors, scripts } from './own-files.ts';
import { unguarded, webAllowed } from './unguarded.ts';

// Looking at processes and at times of access is Linux's.
const onLinux = existsSync('/proc/self/status') ? describe : describe.skip;
if (onLinux === describe.skip) process.stderr.write('skipped: hostile files, without /proc\n');

const resources = new AsyncDisposableStack();
let folder: string;
let canary: Canary;
let made: Given;
beforeAll(async () => {
  folder = resources.use(await createTempFolder('hostile')).path;
  canary = resources.use(await createCanary(join(folder, 'canary')));
  made = await given(folder, canary);
});
afterAll(() => resources.disposeAsync());

async function written(name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

onLinux('the canary', () => {
  test.each([
    ['a video that a playlist names', 'playlist-film.mp4', [], 'read'],
    ['a text that a script names', 'concat-text.mp4', ['-f', 'concat', '-safe', '0'], 'read'],
    ['a server that a playlist names', 'playlist-web.mp4', webAllowed, 'visited'],
  ] as const)('is found by an FFmpeg without guard: %s', async (_what, name, options, how) => {
    await using own = await createTempFolder('canary');
    await using found = await createCanary(own.path);
    expect(await found.wasRead()).toBe(false);
    const script = scripts.find((file) => file.name === name);
    const concat = `ffconcat version 1.0\nfile ${found.textPath}\n`;
    const content = script ? await script.make({ ...made, canary: found }) : concat;
    await unguarded(await written(name, content), ...options);
    expect(how === 'read' ? await found.wasRead() : found.visits.length > 0).toBe(true);
  });

  test('is watched over by a look at every child: its memory and its sockets', async () => {
    await using seen = watchChildren(1);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const visiting = unguarded(`tcp://127.0.0.1:${port}`, '-f', 'mpegts');
    const [visitor] = await once(server, 'connection');
    while (seen.sockets.length === 0) await sleep(5);
    visitor.destroy();
    await visiting;
    server.close();
    expect(seen.sockets[0]).toMatch(/^ffmpeg socket:/);
    expect(seen.peakBytes).toBeGreaterThan(10 * 1024 ** 2);
  });
});

onLinux('hostile files that we make', () => {
  test.each([...scripts, ...impostors, ...bombs, ...damaged])('$name: $expected', async (file) => {
    const path = await written(file.name, await file.make(made));
    const { limits } = file;
    expect(await survive(path, { canary, limits })).toBe(file.expected);
  });

  test('leave nothing beside themselves', async () => {
    const own = [...scripts, ...impostors, ...bombs, ...damaged].map(({ name }) => name);
    const rest = (await readdir(folder)).filter((name) => !own.includes(name));
    expect(rest.filter((name) => !name.startsWith('made.')).sort()).toEqual([
      'canary',
      'concat-text.mp4',
    ]);
    expect((await readdir(join(folder, 'canary'))).sort()).toEqual([
      'other_upload.mp4',
      'secret.txt',
    ]);
  });
});
