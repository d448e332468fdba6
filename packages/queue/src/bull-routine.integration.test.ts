import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createBullRoutine, type Routine, type RoutineOptions } from './bull-routine.ts';
import { eventually } from './testing/kit.ts';

let redis: RedisServer;
const routines: Routine[] = [];
beforeEach(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(routines.splice(0).map((routine) => routine.close()));
  await redis[Symbol.asyncDispose]();
});

function offer(run: RoutineOptions['run'], change: Partial<RoutineOptions> = {}): Routine {
  const common = { redisUrl: redis.url, prefix: 'test', name: 'chore', everyMs: 150 };
  const routine = createBullRoutine({ ...common, onError: () => {}, run, ...change });
  routines.push(routine);
  return routine;
}

describe('a routine', () => {
  test('begins at once, comes again, and never runs twice at a time, slow as it may be', async () => {
    let [running, most, runs] = [0, 0, 0];
    const run = async (): Promise<void> => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await sleep(250); // Longer than until the next one.
      running -= 1;
    };
    for (let i = 0; i < 3; i += 1) offer(run);
    await eventually(() => runs >= 5);
    expect(most).toBe(1);
  });

  test('a run that fails is told, and the next one comes', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const run = async (): Promise<void> => {
      runs += 1;
      throw new Error('the store is away');
    };
    offer(run, { onError: (error) => errors.push(error) });
    await eventually(() => runs >= 3);
    expect(errors).toEqual([expect.objectContaining({ message: 'the store is away' })]);
  });

  test('closing aborts the run under way and waits for it', async () => {
    let ended = false;
    let began = false;
    const routine = offer(async (signal) => {
      began = true;
      await sleep(60_000, undefined, { signal }).catch(() => {});
      await sleep(50);
      ended = true;
    });
    await eventually(() => began);
    await routine.close();
    expect(ended).toBe(true);
  });

  test('goes on after Redis has lost its memory', async () => {
    let runs = 0;
    offer(async () => {
      runs += 1;
    });
    await eventually(() => runs > 0);
    const client = new Redis(redis.url);
    await client.flushall();
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    client.disconnect();
    const before = runs;
    await eventually(() => runs >= before + 3);
  });

  test('leaves nothing of its runs behind but the next one', async () => {
    let runs = 0;
    offer(async () => {
      runs += 1;
    });
    await eventually(() => runs >= 4);
    const client = new Redis(redis.url);
    const entries = await client.keys('test:chore:repeat:chore:*');
    client.disconnect();
    expect(entries.length).toBeLessThanOrEqual(2);
  });

  test('leaves soon although Redis never was there', async () => {
    const routine = offer(async () => {}, { redisUrl: 'redis://127.0.0.1:1' });
    const beganMs = performance.now();
    await routine.close();
    expect(performance.now() - beganMs).toBeLessThan(5000);
  });
});
