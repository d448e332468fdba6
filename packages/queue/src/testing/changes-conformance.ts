import { setTimeout as sleep } from 'node:timers/promises';
import type { JobId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { JobChange } from '../job-queue.ts';
import { collect, newJob, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeChanges(tests: QueueTests): void {
  const { added, consume } = tests;

  describe('changes', () => {
    const changesOf = (id: JobId, after?: string): Promise<JobChange[]> => {
      const signal = AbortSignal.timeout(15_000);
      return collect(tests.queue.changes(id, { signal, after }));
    };
    const states = (changes: readonly JobChange[]): unknown[] =>
      changes.map(({ record }) => record?.state ?? 'gone');
    /** Takes the first change and leaves. */
    const first = async (id: JobId, after?: string): Promise<JobChange | undefined> => {
      for await (const change of tests.queue.changes(id, {
        signal: AbortSignal.timeout(700),
        after,
      })) {
        return change;
      }
      return undefined;
    };

    test('every state, then the end', async () => {
      const job = await added();
      const collecting = changesOf(job.id);
      await sleep(50);
      consume(workOf(async () => sleep(100)).work);
      const changes = await collecting;
      expect(states(changes)).toEqual(['queued', 'active', 'completed']);
      expect(changes.at(-1)?.record).toEqual(await tests.queue.get(job.id));
    });

    test('no change is lost, however the watcher and the job race', async () => {
      consume(workOf(async () => {}).work, { concurrency: 4 });
      const ends = await Promise.all(
        Array.from({ length: 20 }, async (_, i) => {
          const job = newJob();
          const adding = sleep(i).then(() => tests.queue.add(job));
          if (i % 2 === 0) await adding;
          else await tests.queue.add(job);
          await sleep(i % 5);
          return (await changesOf(job.id)).at(-1)?.record?.state;
        }),
      );
      expect(ends).toEqual(ends.map(() => 'completed'));
    });

    test('an ended job gives one change; an unknown job one without a record', async () => {
      const job = await added();
      await tests.queue.requestCancel(job.id);
      expect(states(await changesOf(job.id))).toEqual(['cancelled']);
      expect(states(await changesOf(newJob().id))).toEqual(['gone']);
    });

    test('resuming is silent until something happens', async () => {
      const job = await added();
      const seen = await first(job.id);
      expect(seen?.record?.state).toBe('queued');
      await added(); // News of other jobs is no news of this one.
      expect(await first(job.id, seen?.eventId)).toBeUndefined();
      const resumed = changesOf(job.id, seen?.eventId);
      consume(workOf(async () => sleep(50)).work, { concurrency: 2 });
      expect(states(await resumed)).toEqual(['active', 'completed']);
    });

    test('resuming after something has happened begins with the job as it is now', async () => {
      const job = await added();
      const seen = await first(job.id);
      await tests.queue.requestCancel(job.id);
      expect(states(await changesOf(job.id, seen?.eventId))).toEqual(['cancelled']);
    });

    test('resuming after the end ends at once', async () => {
      const job = await added();
      await tests.queue.requestCancel(job.id);
      const [end] = await changesOf(job.id);
      expect(await changesOf(job.id, end?.eventId)).toEqual([]);
    });

    test('an event id that cannot be placed counts as long ago', async () => {
      const job = await added();
      expect((await first(job.id, 'tomorrow'))?.record?.state).toBe('queued');
    });

    test('a removed job ends the changes, also of those who resume', async () => {
      const job = await added();
      const seen = await first(job.id);
      const collecting = changesOf(job.id);
      await sleep(50);
      await tests.queue.remove(job.id);
      expect(states(await collecting)).toEqual(['queued', 'gone']);
      expect(states(await changesOf(job.id, seen?.eventId))).toEqual(['gone']);
    });

    test('the signal ends the changes', async () => {
      const job = await added();
      const stop = new AbortController();
      const collecting = collect(tests.queue.changes(job.id, stop));
      await sleep(50);
      stop.abort();
      expect(states(await collecting)).toEqual(['queued']);
    });
  });
}
