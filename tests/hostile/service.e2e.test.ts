import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEnded } from '@dance-pose/contracts';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiClient } from '../end-to-end/api-client.ts';
import { descendantsOf, tempFoldersIn } from '../end-to-end/leftovers.ts';
import { type Canary, createCanary } from './canary.ts';
import { bombs, damaged, type Given, given, impostors, scripts } from './own-files.ts';

/** Enough for a machine that is busy with other tests. */
const patienceMs = 110_000;

const names = [
  'playlist-film.mp4',
  'free-then-playlist.mp4',
  '-f concat; $(id) "\'`.mp4',
  'song.mp4',
  'large-photo.png',
  'claims-to-be-long.mp4',
  'nested.mp4',
  'cut-off.mp4',
];
const chosen = [...scripts, ...impostors, ...bombs, ...damaged].filter(({ name }) =>
  names.includes(name),
);

const resources = new AsyncDisposableStack();
let folder: string;
let stack: LocalStack;
let canary: Canary;
let made: Given;
beforeAll(async () => {
  folder = resources.use(await createTempFolder('hostile')).path;
  canary = resources.use(await createCanary(join(folder, 'canary')));
  made = await given(folder, canary);
  const env = { TEMP_DIR: folder, MAX_CHILD_MEMORY_MB: '256' };
  stack = resources.use(await startStack({ dataDir: join(folder, 'data'), env }));
});
afterAll(() => resources.disposeAsync());

async function submit(name: string, content: Buffer | string) {
  const path = join(folder, name);
  await writeFile(path, content);
  const api = new ApiClient(stack.url);
  const { id } = await api.submit(path, { model: 'lite' });
  return api.until(id, ({ state }) => isEnded(state), patienceMs);
}

/** Everything that the service has written: store, logs, queue. */
async function written(): Promise<string[]> {
  const below = await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true });
  const files = below.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
}

describe('hostile files sent to the service', () => {
  test('all chosen files exist', () => expect(chosen).toHaveLength(names.length));

  test.each(chosen)('$name: $expected, in the first attempt', async ({ name, expected, make }) => {
    const job = await submit(name, await make(made));
    expect(job.error?.code ?? 'processed').toBe(expected);
    expect(job.attempts).toBe(1);
    expect(job.source.fileName).toBe(name);
  });

  test('a file that needs more memory than configured: too-much-memory', async () => {
    const heavy = await made.video(
      '-f lavfi -i testsrc2=size=2560x1440:duration=0.3 -c:v libx264 -preset ultrafast',
    );
    const job = await submit('heavy.mp4', heavy);
    expect(job).toMatchObject({
      error: { code: 'too-much-memory', retryable: false },
      attempts: 1,
    });
  });

  test('reach nothing and leave nothing behind', async () => {
    expect(await canary.wasRead()).toBe(false);
    expect(canary.visits).toEqual([]);
    expect((await written()).filter((text) => text.includes(canary.secret))).toEqual([]);
    expect(await descendantsOf(stack.worker.pid)).toEqual([]);
    expect(await tempFoldersIn(folder)).toEqual([]);
  });
});
