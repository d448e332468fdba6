import { type JobRecord, UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { collect, eventually, newJob, untilStopped, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

const refused = (): never => {
  throw new UserError('unreadable-media', 'cannot be read');
};

export function describeRetry(tests: QueueTests): void {
  const { added, consume, inState } = tests;
  const endedOf = async (id: string): Promise<JobRecord> =>
    (await tests.queue.get(id)) as JobRecord;

  describe('retry', () => {
    test('a failed job waits again as if it had never run, and may complete', async () => {
      const job = await added();
      let broken = true;
      const { work, log, outcomes } = workOf(async () => broken && refused());
      const consumer = consume(work);
      const failed = await inState(job.id, 'failed');
      await consumer.close(0);
      broken = false;
      expect(await tests.queue.retry(job.id)).toMatchObject({
        ...{ id: job.id, state: 'queued', createdAt: failed.createdAt },
        ...{ startedAt: null, finishedAt: null, error: null, result: null, progress: null },
      });
      consume(work);
      expect(await inState(job.id, 'completed')).toMatchObject({ attempts: 2, error: null });
      expect(log.filter((line) => line.startsWith('run'))).toEqual(['run 1', 'run 2']);
      expect(outcomes.at(-1)).toEqual(await endedOf(job.id));
    });

    test('it has all its tries again', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {
        throw new Error('no');
      });
      consume(work, { maxAttempts: 2 });
      await inState(job.id, 'failed');
      await tests.queue.retry(job.id);
      await inState(job.id, 'failed');
      expect(log.filter((line) => line.startsWith('run'))).toHaveLength(4);
    });

    test('a job that was cancelled while it waited runs, whatever is still settled of that', async () => {
      const job = await added();
      await tests.queue.requestCancel(job.id);
      expect(await tests.queue.retry(job.id)).toMatchObject({ state: 'queued', finishedAt: null });
      const { work, log } = workOf(async () => {});
      consume(work);
      await inState(job.id, 'completed');
      expect(log).toEqual(['run 1', 'end', 'record completed']);
    });

    test('a job that was cancelled while it ran runs again, and can be cancelled again', async () => {
      const job = await added();
      const { work, log } = workOf(untilStopped);
      consume(work);
      for (const attempts of [1, 2]) {
        await eventually(() => log.includes(`run ${attempts}`));
        await tests.queue.requestCancel(job.id);
        expect(await inState(job.id, 'cancelled')).toMatchObject({ attempts });
        expect(await tests.queue.retry(job.id)).toBeDefined();
      }
      await eventually(() => log.includes('run 3'));
    });

    test('a record that is kept of the end that was taken back ends nothing', async () => {
      const job = await added();
      await tests.queue.requestCancel(job.id);
      const stale = await endedOf(job.id);
      await tests.queue.retry(job.id);
      const { work, log } = workOf(async () => {});
      let kept: JobRecord = stale;
      consume({
        ...work,
        recordedOutcome: async () => kept,
        async recordOutcome(record) {
          kept = record;
        },
      });
      await inState(job.id, 'completed');
      expect([log, kept.state]).toEqual([['run 1', 'end'], 'completed']);
    });

    test('one that was restored is tried as often as any other', async () => {
      const record = { ...(await cancelledRecord()), id: newJob().id };
      expect(await tests.archive.restore(record)).toBe(true);
      await tests.queue.retry(record.id);
      let tries = 0;
      const { work } = workOf(async () => {
        tries += 1;
        if (tries < 3) throw new Error('no');
      });
      consume(work);
      await inState(record.id, 'completed');
      expect(tries).toBe(3);
    });

    const cancelledRecord = async (): Promise<JobRecord> => {
      const { id } = await added();
      return (await tests.queue.requestCancel(id)) as JobRecord;
    };

    test('it goes to the end of the queue', async () => {
      const { id } = await cancelledRecord();
      const other = await added();
      await tests.queue.retry(id);
      const ran: string[] = [];
      consume(workOf(async (claimed) => void ran.push(claimed.id)).work);
      await eventually(() => ran.length === 2);
      expect(ran).toEqual([other.id, id]);
    });

    test('what waits, runs, has completed or is deleted is left as it is', async () => {
      const waiting = await added();
      expect(await tests.queue.retry(waiting.id)).toEqual(await tests.queue.get(waiting.id));
      consume(workOf(async () => {}).work);
      const done = await inState(waiting.id, 'completed');
      expect(await tests.queue.retry(waiting.id)).toEqual(done);
      await tests.queue.remove(waiting.id);
      expect(await tests.queue.retry(waiting.id)).toBeUndefined();
      expect(await tests.queue.retry(newJob().id)).toBeUndefined();
    });

    test('whoever follows from before sees it wait, run and end', async () => {
      const { id } = await cancelledRecord();
      const signal = AbortSignal.timeout(20_000);
      const [last] = await collect(tests.queue.changes(id, { signal }));
      await tests.queue.retry(id);
      const seen: (string | undefined)[] = [];
      for await (const { record } of tests.queue.changes(id, { signal, after: last?.eventId })) {
        if (seen.push(record?.state) === 1) consume(workOf(async () => {}).work);
      }
      expect([seen[0], seen.at(-1)]).toEqual(['queued', 'completed']);
    });
  });
}
