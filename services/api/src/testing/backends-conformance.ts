import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import {
  type CutConsumer,
  createBullConsumer,
  createBullCutConsumer,
  createBullCuts,
  createBullQueue,
  createMemoryCuts,
  createMemoryLimiter,
  createMemoryQueue,
  createRedisLedger,
  createRedisLimiter,
  type JobConsumer,
  type JobWork,
  type MakeCut,
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
  const cutting = createMemoryCuts();
  const { cuts } = cutting;
  return disposedTogether({ queue, cuts, ledger, limiter, store }, new AsyncDisposableStack(), {
    consume: (work) => consume(work, consumerOptions, onError),
    cut: (make) => cutting.consume(make, onError),
  });
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
    const cuts = resources.use(createBullCuts({ ...common, retryDelayMs: 10 }));
    const ledger = resources.use(createRedisLedger(common));
    const limiter = resources.use(createRedisLimiter(common));
    const store = createDiskStore({ root: folder.path, secret: 'a secret of the tests' });
    const signedObjects = createSignedObjectHandler(store);
    return disposedTogether(
      { queue, cuts, ledger, limiter, store, signedObjects },
      resources.move(),
      {
        consume: (work) => createBullConsumer({ ...common, work, options: consumerOptions }),
        cut: (make) => createBullCutConsumer({ ...common, make }),
      },
    );
  };
}

function disposedTogether(
  adapters: Omit<Backend, 'consume' | 'cut' | typeof Symbol.asyncDispose>,
  resources: AsyncDisposableStack,
  open: Pick<Backend, 'consume' | 'cut'>,
): Backend {
  const closing = <Consumer extends JobConsumer | CutConsumer>(consumer: Consumer): Consumer => {
    resources.defer(() => consumer.close(0));
    return consumer;
  };
  return {
    ...adapters,
    consume: (work: JobWork) => closing(open.consume(work)),
    cut: (make: MakeCut) => closing(open.cut(make)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
