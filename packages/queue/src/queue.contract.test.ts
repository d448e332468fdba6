import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { afterAll, beforeAll } from '@jest/globals';
import { createBullConsumer } from './bull-consumer.ts';
import { createBullQueue } from './bull-queue.ts';
import { createMemoryLimiter } from './memory-limiter.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { describeQueue } from './queue-conformance.ts';
import { createRedisArchive } from './redis-archive.ts';
import { createRedisLedger } from './redis-ledger.ts';
import { createRedisLimiter } from './redis-limiter.ts';

describeQueue('in memory', async () => {
  const { queue, ledger, archive, consume } = createMemoryQueue();
  return {
    queue,
    ledger,
    archive,
    limiter: createMemoryLimiter(),
    consume: (work, options) => consume(work, options, () => {}),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
});

let redis: RedisServer;
let installations = 0;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

describeQueue('BullMQ on Redis', async () => {
  installations += 1;
  const common = { redisUrl: redis.url, prefix: `test-${installations}`, onError: () => {} };
  await using opened = new AsyncDisposableStack();
  const queue = opened.use(createBullQueue(common));
  const ledger = opened.use(createRedisLedger(common));
  const archive = opened.use(createRedisArchive(common));
  const limiter = opened.use(createRedisLimiter(common));
  const resources = opened.move();
  return {
    queue,
    ledger,
    archive,
    limiter,
    consume: (work, options) => createBullConsumer({ ...common, work, options }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
});
