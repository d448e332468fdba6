import type { Queue } from 'bullmq';
import { openBull, type RedisQueueOptions } from './bull-queue.ts';
import { connectForCalls, withoutRepeats } from './redis-connection.ts';

/** The queue as BullMQ itself sees it. */
export interface BullView extends AsyncDisposable {
  readonly queue: Queue;
}

/** For programs that show a BullMQ queue to operators; what changes jobs goes through {@link JobQueue} alone. */
export function openBullView(options: RedisQueueOptions): BullView {
  const client = connectForCalls(options.redisUrl);
  const quiet = withoutRepeats(options.onError);
  client.on('error', quiet);
  const queue = openBull(client, options, quiet);
  return {
    queue,
    async [Symbol.asyncDispose]() {
      await queue.close();
      client.disconnect();
    },
  };
}
