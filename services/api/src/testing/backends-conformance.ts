import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import {
  createBullConsumer,
  createBullQueue,
  createMemoryLimiter,
  createMemoryQueue,
  createRedisLedger,
  createRedisLimiter,
  type JobConsumer,
} from '@dance-pose/queue';
import { createTempFolder } from '@dance-pose/runtime';
import { createDiskStore, createMemoryStore, createSignedObjectHandler } from '@dance-pose/storage';
import { afterAll, beforeAll } from '@jest/globals';
import type { OpenBackend } from './setup-conformance.ts';
import type { Backend } from './test-api.ts';

const consumerOptions = { concurrency: 2, maxAttempts: 2 };
// A test can end while a connection is still being made, which then fails; tests check responses instead.
const onError = (): void => {};

/** All adapters in this process. */
export const openMemory: OpenBackend = async () => {
  const { queue, ledger, consume } = createMemoryQueue();
  const store = createMemoryStore();
  const limiter = createMemoryLimiter();
  return disposedTogether({ queue, ledger, limiter, store }, new AsyncDisposableStack(), (work) =>
    consume(work, consumerOptions, onError),
  );
};

/** One real Redis for the block; each backend has its own key prefix and folder. */
export function withRedisAndDisk(): OpenBackend {
  let redis: RedisServer;
  let opened = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });
  return async () => {
    opened += 1;
    const common = { redisUrl: redis.url, prefix: `api-test-${opened}`, onError };
    await using resources = new AsyncDisposableStack();
    const folder = resources.use(await createTempFolder('api-test'));
    const queue = resources.use(createBullQueue(common));
    const ledger = resources.use(createRedisLedger(common));
    const limiter = resources.use(createRedisLimiter(common));
    const store = createDiskStore({ root: folder.path, secret: 'a secret of the tests' });
    const signedObjects = createSignedObjectHandler(store);
    return disposedTogether(
      { queue, ledger, limiter, store, signedObjects },
      resources.move(),
      (work) => createBullConsumer({ ...common, work, options: consumerOptions }),
    );
  };
}

function disposedTogether(
  adapters: Omit<Backend, 'consume' | typeof Symbol.asyncDispose>,
  resources: AsyncDisposableStack,
  consume: Backend['consume'],
): Backend {
  return {
    ...adapters,
    consume: (work): JobConsumer => {
      const consumer = consume(work);
      resources.defer(() => consumer.close(0));
      return consumer;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
