import type { JobId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { NewJob } from '../job-queue.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeList(tests: QueueTests): void {
  const { added } = tests;

  describe('list', () => {
    const at = (second: number): string =>
      new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    const pages = async (limit: number, between?: () => Promise<unknown>): Promise<JobId[]> => {
      const ids: JobId[] = [];
      let cursor: string | undefined;
      for (;;) {
        const page = await tests.queue.list({ owner: 'ada', limit, ...(cursor && { cursor }) });
        ids.push(...page.jobs.map(({ id }) => id));
        if (page.nextCursor === null) return ids;
        cursor = page.nextCursor;
        await between?.();
      }
    };

    test('pages are newest first and stay so while jobs come in and go', async () => {
      const jobs: NewJob[] = [];
      // Three jobs a second: their order must be stable too.
      for (let i = 0; i < 9; i += 1) {
        jobs.push(await added({ owner: 'ada', createdAt: at(Math.floor(i / 3)) }));
      }
      await added({ owner: 'bob' });
      const order = await pages(2, () => added({ owner: 'ada', createdAt: at(50) }));
      expect(order).toHaveLength(9);
      expect(new Set(order)).toEqual(new Set(jobs.map(({ id }) => id)));
      const times = order.map((id) => jobs.find((job) => job.id === id)?.createdAt ?? '');
      expect(times).toEqual([...times].sort().reverse());
      expect((await pages(100)).slice(-9)).toEqual(order);
    });

    test('only the jobs in the wanted state', async () => {
      const jobs = [await added(), await added(), await added(), await added()];
      const wanted = [jobs[0], jobs[2]].map((job) => job?.id ?? '');
      for (const id of wanted) await tests.queue.requestCancel(id);
      const page = await tests.queue.list({ owner: 'anonymous', state: 'cancelled', limit: 10 });
      expect(page.jobs.map(({ id }) => id).sort()).toEqual([...wanted].sort());
      expect(page.nextCursor).toBeNull();
      const none = await tests.queue.list({ owner: 'anonymous', state: 'completed', limit: 10 });
      expect(none.jobs).toEqual([]);
    });

    test("a cursor that is not one of ours is the caller's mistake", async () => {
      const listed = tests.queue.list({ owner: 'ada', limit: 2, cursor: 'page-2' });
      await expect(listed).rejects.toMatchObject({ code: 'invalid-request' });
    });
  });
}
