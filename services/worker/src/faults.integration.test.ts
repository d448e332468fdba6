import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { objectKeys, UserError } from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { analyseFile } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder, type Logger } from '@dance-pose/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, openStand, type Stand, type StandOptions } from './testing/stand.ts';

const run = promisify(execFile);
let redis: RedisServer;
let clip: Buffer;
beforeAll(async () => {
  redis = await startRedis();
  await using folder = await createTempFolder('clip');
  const path = join(folder.path, 'clip.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=2'];
  await run('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', path]);
  clip = await readFile(path);
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

let stand: Stand | undefined;
const given = async (options: StandOptions): Promise<Stand> => {
  stand = await openStand(redis, options);
  return stand;
};
afterEach(async () => {
  await stand?.[Symbol.asyncDispose]();
  stand = undefined;
});

function listeningLog() {
  const lines: string[] = [];
  const log = {
    child: () => log,
    info: () => {},
    error: (_fields: object, message: string) => lines.push(message),
  };
  return { lines, log: log as unknown as Logger };
}

/** A disk of a mebibyte; undefined where we may not mount one. */
async function openSmallDisk() {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(await createTempFolder('small-disk'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]);
  } catch {
    return undefined;
  }
  opened.defer(async () => void (await run('umount', [path])));
  const resources = opened.move();
  return { path, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

describe('a job in trouble', () => {
  test('a job that takes too long ends with its own code, once, and leaves nothing', async () => {
    const { submit, inState, tempFolders } = await given({
      jobTimeoutMs: 300,
      analyse: (_request, context) =>
        new Promise<never>((_resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(context.signal.reason));
        }).catch(() => {
          throw new Error('ffmpeg was killed by SIGTERM');
        }),
    });
    const failed = await inState(await submit(clip), 'failed');
    expect(failed).toMatchObject({
      attempts: 1,
      error: { code: 'processing-timeout', message: expect.stringMatching(/0\.3 seconds/) },
    });
    expect(await tempFolders()).toEqual([]);
  });

  test('an engine that breaks in the middle costs a try, not the job', async () => {
    let frames = 0;
    const { submit, inState, tempFolders } = await given({
      analyse: analyseFile,
      engine: createScriptedEngine(() => {
        frames += 1;
        if (frames === 5) throw new Error('the engine thread was killed');
        return [];
      }),
    });
    const done = await inState(await submit(clip), 'completed');
    expect(done).toMatchObject({ attempts: 2, result: { summary: { framesAnalysed: 20 } } });
    expect(await tempFolders()).toEqual([]);
  });

  test('a try that fails while storing leaves no artifact behind when it was the last', async () => {
    const { submit, inState, objects } = await given({
      wrapStore: (store) => ({
        ...store,
        put: async (key, body, options) => {
          if (key.endsWith('landmarks.json')) throw new UserError('store-unavailable', 'away');
          return store.put(key, body, options);
        },
      }),
    });
    const id = await submit(clip);
    await inState(id, 'failed');
    expect(await objects()).toEqual([objectKeys.input(id), objectKeys.record(id)]);
  });

  test('artifacts are stored together, and when one fails the try waits for what is under way', async () => {
    const log: string[] = [];
    const failing = Promise.withResolvers<void>();
    const { submit, inState } = await given({
      wrapStore: (store) => ({
        ...store,
        put: async (key, body, options) => {
          if (key.endsWith('annotated.mp4')) {
            // Both are under way, or this would wait for ever.
            await failing.promise;
            expect(options.signal?.aborted).toBe(true);
            await sleep(50);
            log.push('the other put has ended');
          }
          if (key.endsWith('landmarks.json')) {
            // The other one is told only after this one has failed.
            setImmediate(failing.resolve);
            throw new UserError('no-video', 'This one is not tried again.');
          }
          if (key.endsWith('job.json')) log.push('the job has ended');
          return store.put(key, body, options);
        },
      }),
    });
    const failed = await inState(await submit(clip), 'failed');
    expect(failed.error?.code).toBe('no-video');
    expect(log).toEqual(['the other put has ended', 'the job has ended']);
  });

  test('a job cancelled while its artifacts are being stored keeps none of them', async () => {
    const storing = Promise.withResolvers<void>();
    const { queue, submit, objects, inState } = await given({
      wrapStore: (store) => ({
        ...store,
        put: async (key, body, options) => {
          if (key.endsWith('landmarks.json')) {
            storing.resolve();
            const { signal } = options;
            await new Promise((resolve) => signal?.addEventListener('abort', resolve));
          }
          return store.put(key, body, options);
        },
      }),
    });
    const id = await submit(clip);
    await storing.promise;
    const stored = objectKeys.artifact(id, 'annotated.mp4');
    await eventually(async () => (await objects()).includes(stored));
    await queue.requestCancel(id);
    await inState(id, 'cancelled');
    expect(await objects()).toEqual([objectKeys.input(id), objectKeys.record(id)]);
  });

  test('a full disk fails the job as our fault after all its tries, says so in the log, and leaves nothing', async () => {
    await using disk = await openSmallDisk();
    if (disk === undefined) {
      process.stderr.write('not tested: a full disk needs the right to mount one\n');
      return;
    }
    const { lines, log } = listeningLog();
    await using stand = await openStand(redis, { tempDir: disk.path, log });
    const failed = await stand.inState(await stand.submit(Buffer.alloc(2 * 1024 ** 2)), 'failed');
    expect(failed).toMatchObject({ attempts: 2, error: { code: 'internal', retryable: true } });
    expect(lines.filter((line) => line.startsWith('a disk is full'))).toHaveLength(2);
    expect(await readdir(disk.path)).toEqual([]);
    // There is room again at once.
    await stand.inState(await stand.submit(Buffer.alloc(1000)), 'completed');
    expect(await readdir(disk.path)).toEqual([]);
  });
});
