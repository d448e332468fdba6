import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually, untilStopped, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeClose(tests: QueueTests): void {
  const { added, consume, inState } = tests;

  describe('closing a consumer', () => {
    test('waits for the running job and takes no further one', async () => {
      const running = await added();
      const waiting = await added();
      const { work, log } = workOf(async () => sleep(300));
      const consumer = consume(work);
      await inState(running.id, 'active');
      await consumer.close(5000);
      expect(log).toEqual(['run 1', 'end', 'record completed']);
      expect((await tests.queue.get(running.id))?.state).toBe('completed');
      expect((await tests.queue.get(waiting.id))?.state).toBe('queued');
    });

    test('hands a job back that is not done in time; another takes it at once', async () => {
      const job = await added();
      const { work, log } = workOf(untilStopped);
      const consumer = consume(work, { maxAttempts: 1 });
      await eventually(() => log.includes('run 1'));
      const closedMs = performance.now();
      await consumer.close(100);
      expect(performance.now() - closedMs).toBeLessThan(2000);
      expect(log).toEqual(['run 1', 'end']);
      expect((await tests.queue.get(job.id))?.state).toBe('queued');

      // One try is allowed, and being handed back used none.
      const heir = workOf(async () => {});
      const takenMs = performance.now();
      consume(heir.work, { maxAttempts: 1 });
      await inState(job.id, 'completed');
      expect(performance.now() - takenMs).toBeLessThan(2000);
      expect(heir.log).toEqual(['run 2', 'end', 'record completed']);
    });

    test('a job that is taken at the moment of closing is handed back too', async () => {
      const jobs = await Promise.all(Array.from({ length: 12 }, () => added()));
      for (let afterMs = 0; afterMs < 12; afterMs += 1) {
        const consumer = consume(workOf(untilStopped).work, { concurrency: 4 });
        await sleep(afterMs);
        await consumer.close(0);
      }
      const startedMs = performance.now();
      consume(workOf(async () => {}).work, { concurrency: 4, maxAttempts: 1 });
      for (const { id } of jobs) await inState(id, 'completed');
      expect(performance.now() - startedMs).toBeLessThan(5000);
    });
  });
}
