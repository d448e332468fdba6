import { Queue } from 'bullmq';
import type { RedisQueueOptions } from './bull-queue.ts';
import { defaultPrefix, queueName } from './queue-keys.ts';
import { connectForCalls, withoutRepeats } from './redis-connection.ts';

/** The queue as BullMQ itself sees it. */
export interface BullView extends AsyncDisposable {
  readonly queue: Queue;
}

/** For programs that show a BullMQ queue to operators; what changes jobs goes through {@link JobQueue} alone. */
export function openBullView(options: RedisQueueOptions): BullView {
  const { redisUrl, prefix = defaultPrefix, onError } = options;
  const client = connectForCalls(redisUrl);
  const quiet = withoutRepeats(onError);
  client.on('error', quiet);
  const view = { connection: client, prefix, skipVersionCheck: true, skipMetasUpdate: true };
  const queue = new Queue(queueName, view);
  queue.on('error', (error) => quiet(error));
  return {
    queue,
    async [Symbol.asyncDispose]() {
      await queue.close();
      client.disconnect();
    },
  };
}
