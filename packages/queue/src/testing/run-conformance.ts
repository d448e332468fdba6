import { setTimeout as sleep } from 'node:timers/promises';
import { type JobId, jobRecordSchema, UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { JobChange } from '../job-queue.ts';
import { eventually, someMediaInfo, someResult, updateAt, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeRun(tests: QueueTests): void {
  const { added, consume, inState } = tests;

  describe('a job that runs', () => {
    test('waits, runs and completes, and its record is kept before the queue says so', async () => {
      const job = await added();
      const queued = await tests.queue.get(job.id);
      expect(jobRecordSchema.parse(queued)).toEqual(queued);
      expect(queued).toMatchObject({ id: job.id, state: 'queued', attempts: 0, startedAt: null });

      const go = Promise.withResolvers<void>();
      let stateWhenRecorded: string | undefined;
      const { work, outcomes } = workOf(async (_job, { report }) => {
        report(updateAt(40));
        await go.promise;
      });
      const consumer = consume({
        ...work,
        async recordOutcome(record) {
          stateWhenRecorded = (await tests.queue.get(record.id))?.state;
          await work.recordOutcome(record);
        },
      });
      const active = await eventually(async () => {
        const record = await tests.queue.get(job.id);
        return record?.progress ? record : undefined;
      });
      expect(active).toMatchObject({ state: 'active', attempts: 1, progress: { percent: 40 } });
      expect(consumer.activeCount).toBe(1);
      go.resolve();

      const done = await inState(job.id, 'completed');
      expect(jobRecordSchema.parse(done)).toEqual(done);
      expect(done).toMatchObject({ result: someResult, error: null, attempts: 1 });
      expect(stateWhenRecorded).toBe('active');
      expect(outcomes).toEqual([done]);
      await eventually(() => consumer.activeCount === 0);
    });

    test('a job that goes on from another shows what is known of the file from the beginning', async () => {
      const inherited = { artifacts: someResult.artifacts, input: someMediaInfo, warnings: [] };
      const job = await added({ inherited });
      expect(await tests.queue.get(job.id)).toMatchObject({
        state: 'queued',
        input: someMediaInfo,
      });
      let given: unknown;
      const { work } = workOf(async (claimed, { report }) => {
        given = claimed.inherited;
        report(updateAt(40));
      });
      consume(work);
      expect(await inState(job.id, 'completed')).toMatchObject({ input: someMediaInfo });
      expect(given).toEqual(inherited);
    });

    test('an id that is there already is left as it is', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {});
      consume(work);
      const done = await inState(job.id, 'completed');
      await tests.queue.add({ ...job, owner: 'somebody else' });
      expect(await tests.queue.get(job.id)).toEqual(done);
      expect(log).toEqual(['run 1', 'end', 'record completed']);
    });

    test('a refused file fails at once, in its own words', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {
        throw new UserError('no-video', 'tango.mp4 holds only sound.');
      });
      consume(work);
      const failed = await inState(job.id, 'failed');
      expect(failed).toMatchObject({ attempts: 1, result: null });
      expect(failed.error).toEqual({
        code: 'no-video',
        message: 'tango.mp4 holds only sound.',
        retryable: false,
      });
      expect(log).toEqual(['run 1', 'end', 'record failed']);
    });

    test('a job that took too long is not given all that time again', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {
        throw new UserError('processing-timeout', 'It took longer than an hour.');
      });
      consume(work);
      const failed = await inState(job.id, 'failed');
      expect(failed.error).toMatchObject({ code: 'processing-timeout', retryable: true });
      expect(log).toEqual(['run 1', 'end', 'record failed']);
    });

    test('a fault of ours is tried again after a wait that doubles', async () => {
      const job = await added();
      const startsMs: number[] = [];
      const { work, log } = workOf(async ({ attempt }) => {
        startsMs.push(performance.now());
        if (attempt < 3) throw new Error('disk full at /secret/path');
      });
      consume(work, { retryDelayMs: 150 });
      const done = await inState(job.id, 'completed');
      expect(done).toMatchObject({ attempts: 3, error: null });
      expect(log.filter((line) => line.startsWith('record'))).toEqual(['record completed']);
      const [first = 0, second = 0, third = 0] = startsMs;
      expect(second - first).toBeGreaterThan(145);
      expect(third - second).toBeGreaterThan(295);
    });

    test('a poisonous job ends failed, in words for users, and lets the next one run', async () => {
      const poison = await added();
      const next = await added();
      const { work } = workOf(async ({ id }) => {
        if (id === poison.id) throw new Error('disk full at /secret/path');
      });
      consume(work);
      const failed = await inState(poison.id, 'failed');
      expect(failed).toMatchObject({ attempts: 3, error: { code: 'internal', retryable: true } });
      expect(failed.error?.message).not.toMatch(/secret/);
      await inState(next.id, 'completed');
    });

    test('a store that cannot keep the record of a result makes the job run again', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {});
      let refusals = 1;
      consume({
        ...work,
        async recordOutcome(record) {
          if (refusals-- > 0) throw new UserError('store-unavailable', 'away');
          await work.recordOutcome(record);
        },
      });
      expect(await inState(job.id, 'completed')).toMatchObject({ attempts: 2 });
      expect(log).toEqual(['run 1', 'end', 'run 2', 'end', 'record completed']);
    });

    test('an end that was recorded stays as it is, even if the queue did not hear of it', async () => {
      const job = await added();
      const { work, log, outcomes } = workOf(async () => {});
      consume({
        ...work,
        async recordOutcome(record) {
          await work.recordOutcome(record);
          throw new UserError('store-unavailable', 'the answer of the store was lost');
        },
      });
      const done = await inState(job.id, 'completed');
      expect(outcomes).toEqual([done]);
      expect(log).toEqual(['run 1', 'end', 'record completed']);
    });

    test('many reports become few updates, and the last one stays', async () => {
      const job = await added();
      const stop = new AbortController();
      const { work } = workOf(async (_job, { report }) => {
        for (let percent = 0; percent < 100; percent += 0.5) {
          report(updateAt(percent));
          await sleep(2);
        }
        report(updateAt(99.75));
      });
      const seen: JobChange[] = [];
      const watching = (async () => {
        for await (const change of tests.queue.changes(job.id, stop)) seen.push(change);
      })();
      consume(work);
      const done = await inState(job.id, 'completed');
      expect(done.progress?.percent).toBe(99.75);
      await watching;
      const shown = new Set(seen.map(({ record }) => record?.progress?.percent));
      expect(shown.size).toBeGreaterThanOrEqual(2);
      expect(shown.size).toBeLessThanOrEqual(8);
    });

    test('two consumers share the jobs, and no job runs twice', async () => {
      const jobs = await Promise.all(Array.from({ length: 24 }, () => added()));
      const runs = new Map<JobId, number>();
      let now = 0;
      let most = 0;
      const { work } = workOf(async ({ id }) => {
        runs.set(id, (runs.get(id) ?? 0) + 1);
        now += 1;
        most = Math.max(most, now);
        await sleep(20);
        now -= 1;
      });
      consume(work, { concurrency: 2 });
      consume(work, { concurrency: 2 });
      for (const { id } of jobs) await inState(id, 'completed');
      expect([...runs.values()]).toEqual(jobs.map(() => 1));
      expect(most).toBeGreaterThan(2);
      expect(most).toBeLessThanOrEqual(4);
    });
  });
}
