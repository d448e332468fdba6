import type { JobRecord } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { eventually, newJob, untilStopped, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

const inAnHour = (): Date => new Date(Date.now() + 3600_000);

export function describeArchive(tests: QueueTests): void {
  const { added, consume, inState } = tests;
  const listed = async (): Promise<string[]> => {
    const { jobs } = await tests.queue.list({ owner: 'anonymous', limit: 100 });
    return jobs.map(({ id }) => id);
  };
  /** One completed, one failed, in this order. */
  const twoEnded = async (): Promise<[JobRecord, JobRecord]> => {
    const good = await added();
    const { work } = workOf(async ({ id }) => {
      if (id !== good.id) throw new Error('no');
    });
    const consumer = consume(work, { maxAttempts: 1 });
    const completed = await inState(good.id, 'completed');
    const failed = await inState((await added()).id, 'failed');
    await consumer.close(0);
    return [completed, failed];
  };

  describe('the archive', () => {
    test('reads what the queue knows', async () => {
      const [waiting, gone] = [await added(), await added()];
      await tests.queue.remove(gone.id);
      const ids = [waiting.id, newJob().id, gone.id];
      const [known, unknown, going] = await tests.archive.read(ids);
      expect(known).toEqual(await tests.queue.get(waiting.id));
      expect(unknown).toBeUndefined();
      expect(going === 'going' || going === undefined).toBe(true);
    });

    test('expires ended jobs by their end and kind, and nothing that goes on', async () => {
      const [completed, failed] = await twoEnded();
      const waiting = await added();
      const { archive } = tests;
      const none = { completedBefore: null, failedBefore: null };
      expect(await archive.expire(none, 10)).toBe(0);
      const atItsEnd = new Date(completed.finishedAt ?? '');
      expect(await archive.expire({ ...none, completedBefore: atItsEnd }, 10)).toBe(0);
      expect(await archive.expire({ ...none, completedBefore: inAnHour() }, 10)).toBe(1);
      expect(await listed()).toEqual([waiting.id, failed.id]);
      expect(await tests.queue.get(completed.id)).toBeUndefined();
      expect(await archive.expire({ ...none, failedBefore: inAnHour() }, 10)).toBe(1);
      expect(
        await archive.expire({ completedBefore: inAnHour(), failedBefore: inAnHour() }, 10),
      ).toBe(0);
      const { work, log } = workOf(async () => {});
      consume(work);
      await inState(waiting.id, 'completed');
      await eventually(() => log.filter((line) => line === 'discard').length === 2);
      expect(await archive.read([completed.id, failed.id])).toEqual([undefined, undefined]);
    });

    test('expires as many as it was told, longest ago first', async () => {
      consume(workOf(async () => {}).work);
      const ids: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        const { id } = await added();
        await inState(id, 'completed');
        ids.push(id);
      }
      const cutoffs = { completedBefore: inAnHour(), failedBefore: inAnHour() };
      expect(await tests.archive.expire(cutoffs, 2)).toBe(2);
      expect(await listed()).toEqual(ids.slice(2));
    });

    test('restores a job that was lost, once, and it is as it was', async () => {
      const records = await twoEnded();
      const { work, log } = workOf(async () => {});
      for (const record of records) await tests.queue.remove(record.id);
      consume(work);
      await eventually(async () =>
        (await tests.archive.read(records.map(({ id }) => id))).every((one) => one === undefined),
      );
      await eventually(() => log.length === 2);
      for (const record of records) {
        await eventually(() => tests.archive.restore(record));
        expect(await tests.archive.restore(record)).toBe(false);
        expect(await tests.queue.get(record.id)).toEqual(record);
        expect(await tests.queue.requestCancel(record.id)).toEqual(record);
      }
      expect((await listed()).sort()).toEqual(records.map(({ id }) => id).sort());
      const [{ id }] = records;
      expect(await tests.queue.remove(id)).toBe('removed');
      await eventually(() => log.length === 3);
      expect(log).toEqual(['discard', 'discard', 'discard']);
    });

    test('restores no job that is there, that goes, or that has not ended', async () => {
      const waiting = await added();
      const record = (await tests.queue.get(waiting.id)) as JobRecord;
      expect(await tests.archive.restore(record)).toBe(false);
      expect(await tests.archive.restore({ ...record, id: newJob().id })).toBe(false);
      const finishedAt = new Date().toISOString();
      const ended = { ...record, state: 'cancelled', finishedAt } as const;
      expect(await tests.archive.restore(ended)).toBe(false);
      await tests.queue.remove(waiting.id);
      expect(await tests.archive.restore(ended)).toBe(false);
    });

    test('a job whose deletion the queue had lost sight of is not restored under it', async () => {
      const [completed] = await twoEnded();
      const lost = { ...completed, id: newJob().id };
      expect(await tests.queue.remove(lost.id)).toBe('unknown');
      expect(await tests.archive.restore(lost)).toBe(false);
    });

    test('discards what is no job, and no job that is one', async () => {
      const [waiting, orphan] = [await added(), newJob().id];
      expect(await tests.archive.discardUnknown(waiting.id)).toBe(false);
      expect(await tests.archive.discardUnknown(orphan)).toBe(true);
      expect(await tests.archive.discardUnknown(orphan)).toBe(false);
      const { work, log } = workOf(async () => {});
      consume(work);
      await eventually(() => log.includes('discard'));
      await inState(waiting.id, 'completed');
    });

    test('a job that comes in while its objects are being discarded goes with them', async () => {
      const job = newJob();
      expect(await tests.archive.discardUnknown(job.id)).toBe(true);
      await tests.queue.add(job);
      expect(await tests.queue.get(job.id)).toBeUndefined();
      const { work, log } = workOf(async () => {});
      consume(work);
      await eventually(async () => (await tests.archive.read([job.id]))[0] === undefined);
      await eventually(() => log.includes('discard'));
      expect(log.filter((line) => line.startsWith('run'))).toEqual([]);
    });

    test('discards a job whatever it is doing', async () => {
      const job = await added();
      const { work, log } = workOf(untilStopped);
      consume(work);
      await eventually(() => log.includes('run 1'));
      await tests.archive.discard(job.id);
      await eventually(() => log.at(-1) === 'discard');
      expect(await tests.queue.get(job.id)).toBeUndefined();
    });
  });
}
