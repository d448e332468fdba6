import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createRedisLedger } from './redis-ledger.ts';
import { collect, eventually, newJob, untilStopped, updateAt, workOf } from './testing/kit.ts';
import { cleanUps, givenConsumer, givenQueue, givenRedis, inState } from './testing/redis-kit.ts';

describe('a Redis that goes away', () => {
  const expectUnavailable = async (call: () => Promise<unknown>): Promise<void> => {
    const calledMs = performance.now();
    await expect(call()).rejects.toMatchObject({ code: 'queue-unavailable' });
    expect(performance.now() - calledMs).toBeLessThan(2200);
  };

  test('producers fail fast, and all goes on when it is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'dance-pose-queue-test-'));
    cleanUps.push(() => rm(dataDir, { recursive: true }));
    const first = await givenRedis({ dataDir, appendOnly: true });
    const queue = givenQueue(first.url);
    const ledger = createRedisLedger({ redisUrl: first.url, prefix: 'test', onError: () => {} });
    cleanUps.push(async () => ledger[Symbol.asyncDispose]());
    const go = Promise.withResolvers<void>();
    const { work } = workOf(async (_job, { report }) => {
      report(updateAt(10));
      await go.promise;
    });
    givenConsumer(first.url, work, { lockDurationMs: 20_000 });
    const running = newJob();
    const waiting = newJob();
    await queue.add(running);
    await queue.add(waiting);
    await inState(queue, running.id, 'active');
    const stop = new AbortController();
    const watching = collect(queue.changes(waiting.id, stop));
    // The append-only file is written through once a second.
    await sleep(1100);

    await first.kill('SIGKILL');
    await expectUnavailable(() => queue.get(running.id));
    await expectUnavailable(() => queue.add(newJob()));
    await expectUnavailable(() => queue.list({ owner: 'anonymous', limit: 5 }));
    await expectUnavailable(() => queue.requestCancel(running.id));
    await expectUnavailable(() => queue.remove(running.id));
    await expectUnavailable(() => queue.ping());
    await expectUnavailable(() => ledger.claim('key', 'value', 1000));
    await expectUnavailable(() => collect(queue.changes(running.id, stop)));

    await givenRedis({ dataDir, appendOnly: true, port: first.port });
    await eventually(() =>
      queue.ping().then(
        () => true,
        () => false,
      ),
    );
    go.resolve();
    await inState(queue, running.id, 'completed');
    await inState(queue, waiting.id, 'completed');
    expect((await watching).at(-1)?.record?.state).toBe('completed');
  });

  test('whoever watches a job learns that Redis has lost it', async () => {
    const first = await givenRedis();
    const queue = givenQueue(first.url);
    const job = newJob();
    await queue.add(job);
    const watching = collect(queue.changes(job.id, { signal: AbortSignal.timeout(20_000) }));
    await sleep(100);
    await first.kill('SIGKILL');
    await givenRedis({ port: first.port });
    expect((await watching).map(({ record }) => record?.state ?? 'gone')).toEqual([
      'queued',
      'gone',
    ]);
  });

  test('a Redis that accepts and says nothing is away too', async () => {
    const redis = await givenRedis();
    const queue = givenQueue(redis.url);
    await queue.ping();
    process.kill(redis.pid, 'SIGSTOP');
    try {
      await expectUnavailable(() => queue.ping());
      await expectUnavailable(() => queue.add(newJob()));
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await eventually(() =>
      queue.ping().then(
        () => true,
        () => false,
      ),
    );
  });

  test('queue and consumer may start before Redis does, and may leave without it', async () => {
    const port = (await startThenStop()).port;
    const queue = givenQueue(`redis://127.0.0.1:${port}`);
    const { work } = workOf(async () => {});
    const consumer = givenConsumer(`redis://127.0.0.1:${port}`, work);
    const hopeless = givenConsumer(`redis://127.0.0.1:${port}`, work);
    await expectUnavailable(() => queue.ping());
    const closedMs = performance.now();
    await hopeless.close(0);
    expect(performance.now() - closedMs).toBeLessThan(4000);

    await givenRedis({ port });
    const job = newJob();
    await eventually(() =>
      queue.add(job).then(
        () => true,
        () => false,
      ),
    );
    await inState(queue, job.id, 'completed');
    await consumer.close(1000);
  });

  const startThenStop = async (): Promise<RedisServer> => {
    const redis = await startRedis();
    await redis[Symbol.asyncDispose]();
    return redis;
  };
});

test('a removed job leaves nothing in Redis', async () => {
  const redis = await givenRedis();
  const queue = givenQueue(redis.url);
  const client = new Redis(redis.url);
  cleanUps.push(async () => client.disconnect());
  const { work, log } = workOf(untilStopped);
  givenConsumer(redis.url, work);
  const active = newJob();
  const waiting = newJob();
  await queue.add(active);
  await inState(queue, active.id, 'active');
  await queue.add(waiting);
  expect(await queue.remove(waiting.id)).toBe('removed');
  expect(await queue.remove(active.id)).toBe('winding-down');
  await eventually(() => log.filter((line) => line === 'discard').length === 2);
  const ours = async () => (await client.keys('test:*')).map((key) => key.slice('test:'.length));
  await eventually(async () => !(await ours()).includes('requests'));
  // What is left is BullMQ's own bookkeeping: its settings, its counter, its stream of events.
  expect(
    (await ours()).filter((key) => !/^jobs:(meta|id|events|stalled-check|marker)$/.test(key)),
  ).toEqual([]);
});

test('installations with different prefixes do not see each other', async () => {
  const redis = await givenRedis();
  const ours = givenQueue(redis.url, 'ours');
  const theirs = givenQueue(redis.url, 'theirs');
  const { work, log } = workOf(async () => {});
  givenConsumer(redis.url, work, { prefix: 'theirs' });
  const job = newJob();
  await ours.add(job);
  expect(await theirs.get(job.id)).toBeUndefined();
  expect((await theirs.list({ owner: job.owner, limit: 5 })).jobs).toEqual([]);
  await sleep(300);
  expect(log).toEqual([]);
});
