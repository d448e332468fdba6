import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type JobRecord, jobRecordSchema, objectKeys, UserError } from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { type AnalyseContext, analyseFile } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  eventually,
  openStand,
  type Stand,
  type StandOptions,
  someMediaInfo,
  writeResult,
} from './testing/stand.ts';

let redis: RedisServer;
let clip: Buffer;
beforeAll(async () => {
  redis = await startRedis();
  await using folder = await createTempFolder('clip');
  const path = join(folder.path, 'clip.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=2'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', path]);
  clip = await readFile(path);
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

let stand: Stand;
const given = async (options: StandOptions = {}): Promise<Stand> => {
  stand = await openStand(redis, options);
  return stand;
};
afterEach(async () => {
  await stand[Symbol.asyncDispose]();
});

const untilStopped = ({ signal }: AnalyseContext): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('a worker', () => {
  test('fetches, analyses and stores; its folder is gone before the job is done', async () => {
    const seen: { input?: string; folders?: string[] } = {};
    const { submit, inState, ...rest } = await given({
      analyse: async ({ inputPath, outDir, fileName }, { onProbed, onProgress }) => {
        seen.input = `${fileName}: ${await readFile(inputPath, 'utf8')}`;
        seen.folders = await rest.tempFolders();
        onProbed(someMediaInfo);
        onProgress({ stage: 'track', done: 2, total: 2 });
        return writeResult(outDir, 'walked');
      },
    });
    const id = await submit(Buffer.from('a clip'));
    const done = await inState(id, 'completed');
    expect(seen.input).toBe('tango.mp4: a clip');
    expect(seen.folders).toEqual([expect.stringContaining(`worker-${process.pid}-`)]);
    expect(done).toMatchObject({
      input: someMediaInfo,
      progress: { stage: 'store', percent: 100 },
    });
    expect(await rest.tempFolders()).toEqual([]);
    expect((await rest.objects()).sort()).toEqual(
      [
        objectKeys.artifact(id, 'annotated.mp4'),
        objectKeys.artifact(id, 'landmarks.json'),
        objectKeys.input(id),
        objectKeys.record(id),
      ].sort(),
    );
    expect(await rest.read(objectKeys.artifact(id, 'annotated.mp4'))).toBe('walked: annotated.mp4');
    const record = jobRecordSchema.parse(JSON.parse(await rest.read(objectKeys.record(id))));
    expect(record).toEqual({ ...done, finishedAt: expect.any(String) });
  });

  test('a real clip through the real pipeline, its progress never going back', async () => {
    const { queue, submit, read } = await given({ analyse: analyseFile });
    const id = await submit(clip);
    const percents: number[] = [];
    let last: JobRecord | undefined;
    for await (const { record } of queue.changes(id, { signal: AbortSignal.timeout(30_000) })) {
      percents.push(record?.progress?.percent ?? 0);
      last = record;
    }
    expect(last).toMatchObject({
      state: 'completed',
      input: { frameCount: 20, fileName: 'tango.mp4' },
    });
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    const landmarks = JSON.parse(await read(objectKeys.artifact(id, 'landmarks.json')));
    expect(landmarks.frames).toHaveLength(20);
  });

  test('works on two jobs at once, each in a folder of its own', async () => {
    const together = Promise.withResolvers<void>();
    let running = 0;
    const { submit, inState, tempFolders, read } = await given({
      concurrency: 2,
      analyse: async ({ inputPath, outDir }) => {
        running += 1;
        if (running === 2) together.resolve();
        await together.promise;
        return writeResult(outDir, await readFile(inputPath, 'utf8'));
      },
    });
    const ids = await Promise.all(['one', 'two'].map((input) => submit(Buffer.from(input))));
    for (const [i, id] of ids.entries()) {
      await inState(id, 'completed');
      const content = await read(objectKeys.artifact(id, 'annotated.mp4'));
      expect(content).toBe(`${['one', 'two'][i]}: annotated.mp4`);
    }
    expect(await tempFolders()).toEqual([]);
  });

  test('a file that is no longer there ends the job at once, with its own code', async () => {
    const { submit, inState, tempFolders } = await given();
    const failed = await inState(await submit(null), 'failed');
    expect(failed).toMatchObject({ attempts: 1, error: { code: 'input-missing' } });
    expect(await tempFolders()).toEqual([]);
  });

  test('a refused file says why; a fault of ours is tried again and keeps its details to itself', async () => {
    const { submit, inState, tempFolders, read } = await given({
      analyse: async ({ options }) => {
        if (options.model === 'lite') throw new UserError('no-video', 'Only sound in it.');
        throw new Error('/secret/path is full');
      },
    });
    const refused = await inState(await submit(clip, { model: 'lite' }), 'failed');
    expect(refused).toMatchObject({ attempts: 1, error: { message: 'Only sound in it.' } });
    const faulty = await inState(await submit(clip), 'failed');
    expect(faulty).toMatchObject({ attempts: 2, error: { code: 'internal' } });
    expect(await read(objectKeys.record(faulty.id))).not.toMatch(/secret/);
    expect(await tempFolders()).toEqual([]);
  });

  test('a store that fails for a moment costs a try, not the job', async () => {
    let refusals = 1;
    const { submit, inState, objects } = await given({
      wrapStore: (store) => ({
        ...store,
        put: async (key, body, options) => {
          if (key.includes('artifacts') && refusals-- > 0) {
            throw new UserError('store-unavailable', 'away');
          }
          return store.put(key, body, options);
        },
      }),
    });
    const id = await submit(clip);
    expect(await inState(id, 'completed')).toMatchObject({ attempts: 2 });
    expect(await objects()).toHaveLength(4);
  });
});

describe('stopping a job', () => {
  /** An engine that looks at one frame for ever: the job hangs in its first pass. */
  const stuck: StandOptions = {
    analyse: analyseFile,
    engine: createScriptedEngine(() => new Promise(() => {})),
  };
  const tracking = (record: JobRecord | undefined): boolean => record?.progress?.stage === 'track';

  test('a cancelled job leaves no ffmpeg and no folder within 2 s, and its record says so', async () => {
    const { queue, submit, inState, tempFolders, read } = await given(stuck);
    const id = await submit(clip);
    await eventually(async () => tracking(await queue.get(id)));
    await eventually(async () => (await ffmpegChildren()).length > 0);
    const askedMs = performance.now();
    await queue.requestCancel(id);
    await inState(id, 'cancelled');
    expect(await ffmpegChildren()).toEqual([]);
    expect(await tempFolders()).toEqual([]);
    expect(performance.now() - askedMs).toBeLessThan(2000);
    expect(JSON.parse(await read(objectKeys.record(id)))).toMatchObject({ state: 'cancelled' });
  });

  test('a job deleted while it runs leaves no object, no ffmpeg and no folder', async () => {
    const { queue, submit, objects, tempFolders } = await given(stuck);
    const id = await submit(clip);
    await eventually(async () => tracking(await queue.get(id)));
    expect(await queue.remove(id)).toBe('winding-down');
    await eventually(async () => (await objects()).length === 0);
    expect(await ffmpegChildren()).toEqual([]);
    expect(await tempFolders()).toEqual([]);
  });

  test('a job deleted while its artifacts are being stored leaves no object', async () => {
    const storing = Promise.withResolvers<void>();
    const deleted = Promise.withResolvers<void>();
    const { queue, submit, objects } = await given({
      wrapStore: (store) => ({
        ...store,
        put: async (key, body, options) => {
          if (key.endsWith('annotated.mp4')) {
            storing.resolve();
            await deleted.promise;
          }
          return store.put(key, body, options);
        },
      }),
    });
    const id = await submit(clip);
    await storing.promise;
    await queue.remove(id);
    deleted.resolve();
    await eventually(async () => (await objects()).length === 0);
  });

  test('twenty mixed jobs leave nothing but what belongs to jobs that are still there', async () => {
    const { queue, submit, objects, tempFolders } = await given({
      concurrency: 2,
      analyse: async ({ outDir, options }, context) => {
        if (options.smoothing === 'off') throw new UserError('no-video', 'no');
        if (options.smoothing === 'strong') return untilStopped(context);
        return writeResult(outDir, 'ok');
      },
    });
    const kinds = ['light', 'off', 'strong', 'strong'] as const;
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, i) => submit(clip, { smoothing: kinds[i % 4] })),
    );
    const stops = ids.map((id, i) => (i % 4 === 3 ? queue.remove(id) : undefined));
    await Promise.all(stops);
    for (const [i, id] of ids.entries()) if (i % 4 === 2) await queue.requestCancel(id);
    const kept = ids.filter((_, i) => i % 4 !== 3);
    await eventually(async () => {
      const records = await Promise.all(kept.map((id) => queue.get(id)));
      const gone = (await objects()).every((key) => kept.some((id) => key.includes(id)));
      return gone && records.every((record) => record?.finishedAt);
    });
    expect(await tempFolders()).toEqual([]);
    for (const id of kept) await queue.remove(id);
    await eventually(async () => (await objects()).length === 0);
  });
});

/** Process ids of the ffmpeg processes that are ours. */
async function ffmpegChildren(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, name, state, parent] = /\((.*)\) (\S) (\d+)/.exec(status) ?? [];
    if (name === 'ffmpeg' && state !== 'Z' && Number(parent) === process.pid) found.push(pid);
  }
  return found;
}
