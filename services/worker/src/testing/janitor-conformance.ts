import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobRecord, objectKeys } from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { createBullQueue, createRedisArchive, type JobArchive } from '@dance-pose/queue';
import { tempFolderPrefix } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tidyUp } from '../janitor/janitor.ts';
import { contentType, setUpJanitor } from './janitor-stand.ts';
import { eventually } from './stand.ts';
import type { OpenStore } from './stores.ts';

export function describeJanitor(storeName: string, openStore: OpenStore): void {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });

  describe(`the janitor with Redis and ${storeName}`, () => {
    const tests = setUpJanitor(() => redis.url, openStore);
    const { newId, put, submit, ended, keys, read, listed, gone, tidy, retaining, withWorker } =
      tests;

    test('keeps everything for ever, if told so', async () => {
      withWorker();
      await ended();
      await ended('bad.mp4');
      await put(objectKeys.upload(newId()));
      const before = await keys();
      await tidy({ safeAgeMs: 0 });
      expect(await keys()).toEqual(before);
      expect(await listed()).toHaveLength(2);
    });

    test('results and failures go after their own time: entry, list and objects', async () => {
      withWorker();
      const good = await ended();
      const bad = await ended('bad.mp4');
      await tidy(retaining({ resultMs: 60_000, failedMs: 60_000 }));
      expect(await listed()).toHaveLength(2);
      await tidy(retaining({ resultMs: 0, failedMs: 60_000 }));
      await gone(good.id);
      expect(await listed()).toEqual([bad.id]);
      await tidy(retaining({ failedMs: 0 }));
      await gone(bad.id);
      expect(await keys()).toEqual([]);
      expect(await tests.stand.archive.read([good.id, bad.id])).toEqual([undefined, undefined]);
      await tidy(retaining({ resultMs: 0, failedMs: 0 }));
    });

    test('inputs of ended jobs go after theirs, and nothing else of the job', async () => {
      withWorker();
      const { id } = await ended();
      const waiting = await submit('waits.mp4');
      await tidy(retaining({ uploadMs: 60_000 }));
      expect(await keys(objectKeys.input(id))).toHaveLength(1);
      await eventually(async () => (await tests.stand.queue.get(waiting))?.finishedAt);
      await tidy(retaining({ uploadMs: 0 }));
      expect(await keys()).toHaveLength(6);
      expect(await keys(objectKeys.input(id))).toEqual([]);
      expect(await tests.stand.queue.get(id)).toMatchObject({ state: 'completed' });
    });

    test('an input that the page plays stays as long as the result', async () => {
      withWorker();
      const { id } = await ended('plays.mp4');
      await tidy(retaining({ uploadMs: 0 }));
      expect(await keys(objectKeys.input(id))).toHaveLength(1);
      await tidy(retaining({ uploadMs: 0, resultMs: 0 }));
      await gone(id);
      expect(await keys()).toEqual([]);
    });

    test('jobs that wait or run are left alone, however old', async () => {
      const id = await submit();
      await tidy({ ...retaining({ uploadMs: 0, resultMs: 0, failedMs: 0 }), safeAgeMs: 0 });
      expect(await keys()).toEqual([objectKeys.input(id)]);
      expect(await tests.stand.queue.get(id)).toMatchObject({ state: 'queued' });
    });

    test('uploads that no job was made of go after their time, and never while they may become one', async () => {
      const key = objectKeys.upload(newId());
      await put(key);
      await tidy(retaining({ uploadMs: 0 })); // Still younger than the safe age.
      await tidy({ ...retaining({ uploadMs: 60_000 }), safeAgeMs: 0 });
      expect(await keys()).toEqual([key]);
      await tidy({ ...retaining({ uploadMs: 0 }), safeAgeMs: 0 });
      expect(await keys()).toEqual([]);
    });

    test('objects without a job are orphans once they are old, and what is not ours stays', async () => {
      withWorker();
      const id = newId();
      const others = ['jobs/somebody-elses', 'other/thing'];
      for (const key of [objectKeys.input(id), objectKeys.artifact(id, 'poster.jpg'), ...others]) {
        await put(key);
      }
      const reluctant = {
        ...tests.stand.archive,
        discardUnknown: () => Promise.reject(new Error('young')),
      };
      await tidy({ archive: reluctant });
      await tidy({ safeAgeMs: 0 });
      await gone(id);
      expect(await keys()).toEqual(others);
    });

    test('a job that comes in between the look and the deed is not touched', async () => {
      const id = newId();
      await put(objectKeys.input(id));
      const late: JobArchive = {
        ...tests.stand.archive,
        async discardUnknown(orphan) {
          await submit('late.mp4', orphan);
          return tests.stand.archive.discardUnknown(orphan);
        },
      };
      await tidy({ safeAgeMs: 0, archive: late });
      expect(await tests.stand.queue.get(id)).toMatchObject({ state: 'queued' });
      withWorker();
      await eventually(async () => (await tests.stand.queue.get(id))?.state === 'completed');
    });

    test('finished jobs that only the store knows are listed again as they were, until their time', async () => {
      const other = { ...tests.stand.common, prefix: `${tests.stand.common.prefix}-lost` };
      await using lostQueue = createBullQueue(other);
      await using lostArchive = createRedisArchive(other);
      withWorker();
      const records = [await ended(), await ended('bad.mp4')];
      await tidy({ archive: lostArchive, safeAgeMs: 0 });
      const { jobs } = await lostQueue.list({ owner: 'anonymous', limit: 10 });
      const byId = (all: readonly JobRecord[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const stored = await Promise.all(
        records.map(async ({ id }) => JSON.parse(await read(objectKeys.record(id)))),
      );
      expect(byId(jobs)).toEqual(byId(stored));
      expect(await keys()).toHaveLength(6);
      await tidy({ archive: lostArchive, ...retaining({ resultMs: 60_000, failedMs: 60_000 }) });
      expect((await lostQueue.list({ owner: 'anonymous', limit: 10 })).jobs).toHaveLength(2);
      await tidy({ archive: lostArchive, ...retaining({ resultMs: 0, failedMs: 0 }) });
      expect((await lostQueue.list({ owner: 'anonymous', limit: 10 })).jobs).toEqual([]);
    });

    test('a job deleted while it is being restored stays deleted', async () => {
      withWorker();
      const { id } = await ended();
      const record = await read(objectKeys.record(id));
      await tests.stand.archive.discard(id);
      await gone(id);
      await tests.stand.store.put(objectKeys.record(id), Buffer.from(record), { contentType });
      const raced: JobArchive = {
        ...tests.stand.archive,
        async restore(lost) {
          // The user's DELETE, from its beginning to its end.
          expect(await tests.stand.queue.remove(id)).toBe('unknown');
          await tests.stand.store.deletePrefix(objectKeys.jobPrefix(id));
          await eventually(async () => tests.stand.archive.restore(lost));
          return true;
        },
      };
      await tidy({ archive: raced });
      await eventually(async () => (await tests.stand.archive.read([id]))[0] === undefined);
      expect(await listed()).toEqual([]);
      expect(await keys()).toEqual([]);
    });

    test('a record that cannot be read is left as it is, and hinders nobody', async () => {
      const id = newId();
      await put(objectKeys.record(id));
      await tidy({ ...retaining({ resultMs: 0 }), safeAgeMs: 0 });
      expect(await keys()).toEqual([objectKeys.record(id)]);
    });

    test('what the store missed when a job ended is made up for', async () => {
      withWorker();
      const { id } = await ended('bad.mp4');
      const record = await read(objectKeys.record(id));
      await tests.stand.store.deletePrefix(objectKeys.record(id));
      await put(objectKeys.artifact(id, 'annotated.mp4'));
      await tidy();
      expect(await keys()).toEqual([objectKeys.input(id), objectKeys.record(id)]);
      expect(JSON.parse(await read(objectKeys.record(id)))).toMatchObject({
        ...JSON.parse(record),
        finishedAt: expect.any(String),
      });
    });

    test('a job deleted while its record is made up for leaves nothing', async () => {
      withWorker();
      const { id } = await ended('bad.mp4');
      await tests.stand.store.deletePrefix(objectKeys.record(id));
      await tidy({
        work: {
          async recordOutcome(record) {
            await tests.stand.queue.remove(id);
            await gone(id);
            await sleep(1200); // Until no worker has anything left to do for it.
            await tests.stand.work.recordOutcome(record);
          },
        },
      });
      await gone(id);
      expect(await listed()).toEqual([]);
    });

    test('work is bounded: run after run goes on where the last one ended, round and round', async () => {
      const uploads = Array.from({ length: 7 }, () => objectKeys.upload(newId())).sort();
      for (const key of uploads) await put(key);
      const all = { ...retaining({ uploadMs: 0 }), safeAgeMs: 0, maxObjects: 3 };
      const left: number[] = [];
      for (let i = 0; i < 3; i += 1) {
        await tidy(all);
        left.push((await keys()).length);
      }
      expect(left).toEqual([4, 1, 0]);
      await put(uploads[0] ?? '');
      await tidy(all);
      expect(await keys()).toEqual([]);
    });

    test('one chore that fails does not keep the others from being done', async () => {
      withWorker();
      const good = await ended();
      const broken = {
        ...tests.stand.store,
        removeAbandoned: () => Promise.reject(new Error('away')),
      };
      await expect(tidy({ ...retaining({ resultMs: 0 }), store: broken })).rejects.toThrow(
        AggregateError,
      );
      await gone(good.id);
    });

    test('an abort ends it between two jobs', async () => {
      for (let i = 0; i < 3; i += 1) await put(objectKeys.input(newId()));
      const abort = new AbortController();
      let asked = 0;
      const stopping: JobArchive = {
        ...tests.stand.archive,
        async discardUnknown() {
          asked += 1;
          abort.abort(new Error('this process is stopping'));
          return true;
        },
      };
      const run = tidyUp({ ...tests.stand.deps, archive: stopping, safeAgeMs: 0 }, abort.signal);
      await expect(run).rejects.toThrow('this process is stopping');
      expect(asked).toBe(1);
    });

    test('folders of dead workers go, those of living ones stay', async () => {
      const [dead, own] = [4_194_999, process.pid].map(
        (pid) => `${tempFolderPrefix}worker-${pid}-abc123`,
      );
      for (const name of [dead, own, 'other'])
        await mkdir(join(tests.stand.deps.tempDir, name ?? ''));
      await tidy();
      expect((await readdir(tests.stand.deps.tempDir)).sort()).toEqual([own, 'other'].sort());
    });
  });
}
