import type { JobId, JobRecord } from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { afterEach } from '@jest/globals';
import { type BullConsumerOptions, createBullConsumer } from '../bull-consumer.ts';
import { createBullQueue } from '../bull-queue.ts';
import type { JobConsumer, JobQueue, JobWork } from '../job-queue.ts';
import { eventually } from './kit.ts';

export const quickLocks = { lockDurationMs: 600, stalledIntervalMs: 200 };
/** What a test must not leave behind; done after it, last in first out. */
export const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export async function givenRedis(
  options: Parameters<typeof startRedis>[0] = {},
): Promise<RedisServer> {
  const redis = await startRedis(options);
  cleanUps.push(async () => redis[Symbol.asyncDispose]());
  return redis;
}

export function givenQueue(redisUrl: string, prefix = 'test'): JobQueue {
  const queue = createBullQueue({ redisUrl, prefix, onError: () => {} });
  cleanUps.push(async () => queue[Symbol.asyncDispose]());
  return queue;
}

export function givenConsumer(
  redisUrl: string,
  work: JobWork,
  change: Partial<BullConsumerOptions> = {},
): JobConsumer {
  const options = { concurrency: 1, maxAttempts: 3, retryDelayMs: 20 };
  const common = { redisUrl, prefix: 'test', onError: () => {}, ...quickLocks };
  const consumer = createBullConsumer({ ...common, options, work, ...change });
  cleanUps.push(() => consumer.close(0));
  return consumer;
}

export const inState = (
  queue: JobQueue,
  id: JobId,
  state: JobRecord['state'],
): Promise<JobRecord> =>
  eventually(async () => {
    const record = await queue.get(id);
    return record?.state === state ? record : undefined;
  }, 20_000);
