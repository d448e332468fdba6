import { createBullConsumer } from './bull-consumer.ts';
import { createBullQueue } from './bull-queue.ts';
import { createMemoryLimiter } from './memory-limiter.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { describeQueue } from './queue-conformance.ts';
import { createRedisArchive } from './redis-archive.ts';
import { createRedisLedger } from './redis-ledger.ts';
import { createRedisLimiter } from './redis-limiter.ts';
import { withRedis } from './testing/with-redis.ts';

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

const installation = withRedis();

describeQueue('BullMQ on Redis', async () => {
  const common = installation();
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
