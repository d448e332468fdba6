import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeLoad(tests: QueueTests): void {
  const { added, consume, inState } = tests;
  const nothing = { waiting: 0, resting: 0, active: 0, completed: 0, failed: 0 };

  describe('load', () => {
    test('counts jobs by state, and how long the next one has waited', async () => {
      expect(await tests.queue.load()).toEqual({ ...nothing, oldestWaitingMs: null });
      const first = await added();
      await sleep(50);
      const second = await added();
      const third = await added();
      const waiting = await tests.queue.load();
      expect(waiting).toMatchObject({ ...nothing, waiting: 3 });
      expect(waiting.oldestWaitingMs).toBeGreaterThanOrEqual(50);
      expect(waiting.oldestWaitingMs).toBeLessThan(10_000);

      await tests.queue.requestCancel(third.id);
      expect(await tests.queue.load()).toMatchObject({ ...nothing, waiting: 2, failed: 1 });

      const go = Promise.withResolvers<void>();
      const consumer = consume(workOf(() => go.promise).work);
      await inState(first.id, 'active');
      expect(await tests.queue.load()).toMatchObject({ waiting: 1, active: 1, failed: 1 });
      await consumer.ping();
      go.resolve();
      await inState(second.id, 'completed');
      const done = { ...nothing, completed: 2, failed: 1, oldestWaitingMs: null };
      expect(await tests.queue.load()).toEqual(done);
    });

    test('counts the consumers, as they come and go', async () => {
      const connected = (count: number) =>
        eventually(async () => (await tests.queue.workers()) === count);
      await connected(0);
      const first = consume(workOf(async () => {}).work);
      consume(workOf(async () => {}).work);
      await connected(2);
      await first.close(0);
      await connected(1);
    });

    test('tells a job that waits for its next try from one that may be taken', async () => {
      await added();
      consume(workOf(() => Promise.reject(new Error('no luck'))).work, { retryDelayMs: 60_000 });
      const load = await eventually(async () => {
        const seen = await tests.queue.load();
        return seen.resting === 1 ? seen : undefined;
      });
      expect(load).toEqual({ ...nothing, resting: 1, oldestWaitingMs: null });
    });
  });
}
