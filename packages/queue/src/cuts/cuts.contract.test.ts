import { type JobId, UserError } from '@dance-pose/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withRedis } from '../testing/with-redis.ts';
import { createBullCutConsumer, createBullCuts } from './bull-cuts.ts';
import { createMemoryCuts } from './memory-cuts.ts';
import type { CutConsumer, MakeCut, MomentCut, MomentCuts } from './moment-cuts.ts';

interface CutsUnderTest extends AsyncDisposable {
  readonly cuts: MomentCuts;
  consume(make: MakeCut): CutConsumer;
}

const jobId = 'a'.repeat(32) as JobId;
const cutOf = (moment: number): MomentCut => ({ jobId, moment, requestId: 'request' });

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

function describeCuts(name: string, open: () => Promise<CutsUnderTest>): void {
  describe(name, () => {
    let stand: CutsUnderTest;
    let consumers: CutConsumer[];
    beforeEach(async () => {
      stand = await open();
      consumers = [];
    });
    afterEach(async () => {
      await Promise.all(consumers.map((consumer) => consumer.close(0)));
      await stand[Symbol.asyncDispose]();
    });
    const consume = (make: MakeCut): CutConsumer => {
      const consumer = stand.consume(make);
      consumers.push(consumer);
      return consumer;
    };
    const state = (moment: number) => stand.cuts.state(cutOf(moment));

    test('a cut waits for a worker, which makes it once, however often it is asked for', async () => {
      expect(await state(1)).toBe('unknown');
      for (let i = 0; i < 3; i += 1) await stand.cuts.request(cutOf(1));
      expect(await state(1)).toBe('waiting');
      const made: MomentCut[] = [];
      consume(async (cut) => void made.push(cut));
      await until(async () => (await state(1)) === 'unknown');
      expect(made).toEqual([cutOf(1)]);
    });

    test('it can be asked for again once it is made', async () => {
      const made: number[] = [];
      consume(async ({ moment }) => void made.push(moment));
      for (const times of [1, 2]) {
        await stand.cuts.request(cutOf(4));
        await until(async () => made.length === times && (await state(4)) === 'unknown');
      }
      expect(made).toEqual([4, 4]);
    });

    test('one that fails is tried three times, and again when it is asked for again', async () => {
      let [tries, works] = [0, false];
      consume(async () => {
        tries += 1;
        if (!works) throw new Error('no');
      });
      await stand.cuts.request(cutOf(2));
      await until(async () => (await state(2)) === 'failed');
      expect(tries).toBe(3);
      works = true;
      await stand.cuts.request(cutOf(2));
      await until(async () => (await state(2)) === 'unknown');
      expect(tries).toBe(4);
    });

    test('one that another try would only repeat is tried once', async () => {
      let tries = 0;
      consume(async () => {
        tries += 1;
        throw new UserError('not-found', 'There is no such moment.');
      });
      await stand.cuts.request(cutOf(5));
      await until(async () => (await state(5)) === 'failed');
      expect(tries).toBe(1);
    });

    test('what a worker that leaves has not finished is made by another one', async () => {
      const begun = Promise.withResolvers<void>();
      const leaving = consume(async (_cut, signal) => {
        begun.resolve();
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      });
      await stand.cuts.request(cutOf(3));
      await begun.promise;
      await leaving.close(0);
      expect(await state(3)).toBe('waiting');
      consume(async () => {});
      await until(async () => (await state(3)) === 'unknown');
    });
  });
}

describeCuts('cuts in memory', async () => {
  const { cuts, consume } = createMemoryCuts();
  return {
    cuts,
    consume: (make) => consume(make, () => {}),
    [Symbol.asyncDispose]: () => cuts[Symbol.asyncDispose](),
  };
});

const installation = withRedis();

describeCuts('cuts on BullMQ', async () => {
  const common = installation();
  const cuts = createBullCuts({ ...common, retryDelayMs: 10 });
  return {
    cuts,
    consume: (make) => createBullCutConsumer({ ...common, make }),
    [Symbol.asyncDispose]: () => cuts[Symbol.asyncDispose](),
  };
});
