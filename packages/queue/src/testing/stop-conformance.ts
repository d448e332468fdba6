import { UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { eventually, newJob, untilStopped, workOf } from './kit.ts';
import type { QueueTests } from './setup-conformance.ts';

export function describeStop(tests: QueueTests): void {
  const { added, consume, inState } = tests;

  describe('cancel', () => {
    test('a queued job is cancelled now, never runs, and its record is kept', async () => {
      const job = await added();
      const cancelled = await tests.queue.requestCancel(job.id);
      expect(cancelled).toMatchObject({
        state: 'cancelled',
        attempts: 0,
        startedAt: null,
        finishedAt: expect.any(String),
        error: { code: 'cancelled' },
      });
      const { work, log, outcomes } = workOf(async () => {});
      consume(work);
      await eventually(() => outcomes.length > 0);
      expect(outcomes[0]).toEqual(cancelled);
      expect(log).toEqual(['record cancelled']);
      expect(await tests.queue.get(job.id)).toEqual(cancelled);
    });

    test('an active job is stopped within 2 s and not tried again', async () => {
      const job = await added();
      let reason: unknown;
      const { work, log } = workOf((claimed, context) =>
        untilStopped(claimed, context).catch((thrown: unknown) => {
          reason = thrown;
          throw thrown;
        }),
      );
      consume(work);
      // A job is active before its work starts, and one that is cancelled in between never starts.
      await eventually(() => log.includes('run 1'));
      const askedMs = performance.now();
      expect((await tests.queue.requestCancel(job.id))?.state).toBe('active');
      const cancelled = await inState(job.id, 'cancelled');
      expect(performance.now() - askedMs).toBeLessThan(2000);
      expect(cancelled).toMatchObject({ attempts: 1, error: { code: 'cancelled' } });
      expect(reason).toBeInstanceOf(UserError);
      expect(log.slice(0, 3)).toEqual(['run 1', 'end', 'record cancelled']);
    });

    test('an active job that is cancelled before its work starts is cancelled too', async () => {
      const job = await added();
      const { work } = workOf(untilStopped);
      consume({
        ...work,
        async recordedOutcome(id) {
          await tests.queue.requestCancel(id);
          return work.recordedOutcome(id);
        },
      });
      const cancelled = await inState(job.id, 'cancelled');
      expect(cancelled).toMatchObject({ attempts: 1, error: { code: 'cancelled' } });
    });

    test('whatever the work throws when it is stopped, the job is cancelled', async () => {
      const job = await added();
      const { work, log } = workOf(async (claimed, context) => {
        await untilStopped(claimed, context).catch(() => {
          throw new Error('ffmpeg was killed by SIGTERM');
        });
      });
      consume(work);
      await eventually(() => log.includes('run 1'));
      await tests.queue.requestCancel(job.id);
      expect(await inState(job.id, 'cancelled')).toMatchObject({ attempts: 1 });
    });

    test('a job that waits for its next try is cancelled now', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {
        throw new Error('no');
      });
      consume(work, { retryDelayMs: 60_000 });
      await eventually(async () => {
        const record = await tests.queue.get(job.id);
        return record?.state === 'queued' && record.attempts === 1;
      });
      expect((await tests.queue.requestCancel(job.id))?.state).toBe('cancelled');
      await eventually(() => log.includes('record cancelled'));
      expect(log).toEqual(['run 1', 'end', 'record cancelled']);
    });

    test('an ended job is left as it is, an unknown one is unknown', async () => {
      const job = await added();
      consume(workOf(async () => {}).work);
      const done = await inState(job.id, 'completed');
      expect(await tests.queue.requestCancel(job.id)).toEqual(done);
      expect(await tests.queue.requestCancel(newJob().id)).toBeUndefined();
    });
  });

  describe('remove', () => {
    test('a queued job is gone now, never runs, and its objects are discarded', async () => {
      const job = await added();
      expect(await tests.queue.remove(job.id)).toBe('removed');
      expect(await tests.queue.get(job.id)).toBeUndefined();
      expect((await tests.queue.list({ owner: job.owner, limit: 5 })).jobs).toEqual([]);
      const { work, log } = workOf(async () => {});
      consume(work);
      await eventually(() => log.includes('discard'));
      expect(log).toEqual(['discard']);
    });

    test('an active job is nowhere to be seen at once; its objects go after it has stopped', async () => {
      const job = await added();
      const { work, log } = workOf(untilStopped);
      consume(work);
      await eventually(() => log.includes('run 1'));
      expect(await tests.queue.remove(job.id)).toBe('winding-down');
      expect(await tests.queue.get(job.id)).toBeUndefined();
      expect(await tests.queue.requestCancel(job.id)).toBeUndefined();
      expect(await tests.queue.remove(job.id)).toBe('unknown');
      expect((await tests.queue.list({ owner: job.owner, limit: 5 })).jobs).toEqual([]);
      await eventually(() => log.includes('discard'));
      expect(log.indexOf('discard')).toBeGreaterThan(log.indexOf('end'));
      expect(log.at(-1)).toBe('discard');
      expect(await tests.queue.get(job.id)).toBeUndefined();
    });

    test('a job that completes while it is being deleted is discarded all the same', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {
        expect(await tests.queue.remove(job.id)).toBe('winding-down');
      });
      consume(work);
      await eventually(() => log.includes('discard'));
      expect(log.at(-1)).toBe('discard');
      expect(await tests.queue.remove(job.id)).toBe('unknown');
    });

    test('an ended job is gone now', async () => {
      const job = await added();
      const { work, log } = workOf(async () => {});
      consume(work);
      await inState(job.id, 'completed');
      expect(await tests.queue.remove(job.id)).toBe('removed');
      expect(await tests.queue.get(job.id)).toBeUndefined();
      await eventually(() => log.includes('discard'));
    });

    test('a discard that fails is tried again, and holds up no other', async () => {
      const jobs = [await added(), await added(), await added()];
      for (const { id } of jobs) await tests.queue.remove(id);
      const refused = new Set<string>();
      const discarded: string[] = [];
      const { work } = workOf(async () => {});
      consume({
        ...work,
        async discard(id) {
          // The first one that comes is refused once.
          if (refused.size === 0) {
            refused.add(id);
            throw new UserError('store-unavailable', 'away');
          }
          discarded.push(id);
        },
      });
      await eventually(() => discarded.length === 3);
      expect(refused).toContain(discarded[2]);
    });

    test('an unknown job is unknown', async () => {
      expect(await tests.queue.remove(newJob().id)).toBe('unknown');
    });
  });
}
