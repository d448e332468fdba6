import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { afterAll, beforeAll } from '@jest/globals';
import type { RedisQueueOptions } from '../bull-queue.ts';

/** One real Redis for the tests of a file; each call gives the options of an installation of its own. */
export function withRedis(): () => RedisQueueOptions {
  let redis: RedisServer;
  let installations = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });
  return () => {
    installations += 1;
    return { redisUrl: redis.url, prefix: `test-${installations}`, onError: () => {} };
  };
}
