import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisQueueOptions } from './bull-queue.ts';
import type { OnQueueError } from './job-queue.ts';
import { defaultPrefix } from './queue-keys.ts';
import { connectForWaiting, settled, withoutRepeats } from './redis-connection.ts';
import { within } from './within.ts';

export interface RoutineOptions extends RedisQueueOptions {
  /** Processes that give the same name take turns. */
  readonly name: string;
  readonly everyMs: number;
  /** The signal fires when the process leaves, or when another one has taken the run over. */
  run(signal: AbortSignal): Promise<void>;
  /** A process that has not been heard of for this long has lost its run; default 30 s. */
  readonly lockDurationMs?: number;
}

export interface Routine {
  /** Aborts a run that is under way and waits for its end. */
  close(): Promise<void>;
}

const stopLimitMs = 10_000;

/**
 * Runs something at once and then every so often, on one of the processes that offer to and never on two at a
 * time. It has a queue of its own, so that it does not wait behind the jobs. A run that fails is told to
 * `onError`; the next one comes at its time.
 */
export function createBullRoutine(options: RoutineOptions): Routine {
  const { name, prefix = defaultPrefix, lockDurationMs = 30_000 } = options;
  const onError = withoutRepeats(options.onError);
  const leaving = new AbortController();
  const client = connectForWaiting(options.redisUrl, leaving.signal);
  const queue = new Queue(name, { connection: client, prefix, skipVersionCheck: true });
  let lost = new AbortController();
  const worker = new Worker(
    name,
    async () => {
      lost = new AbortController();
      await options.run(AbortSignal.any([leaving.signal, lost.signal]));
    },
    { connection: client, prefix, lockDuration: lockDurationMs, runRetryDelay: 1000 },
  );
  queue.on('error', onError);
  worker.on('error', (error) => onError(error));
  worker.on('failed', (_run, error) => {
    if (!leaving.signal.aborted) onError(error);
  });
  worker.on('lockRenewalFailed', () =>
    lost.abort(new Error('another process has taken over this run')),
  );
  keepScheduled(queue, client, options, onError);
  const close = async (): Promise<void> => {
    leaving.abort(new Error('this process is stopping'));
    await within(stopLimitMs, settled(client));
    const closed = Promise.all([worker.close(), queue.close()]).then(() => {});
    if (!(await within(stopLimitMs, closed))) await worker.getBackend().close(true);
    client.disconnect();
  };
  let closing: Promise<void> | undefined;
  return {
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Whenever Redis comes (back), since it may have lost its memory. */
function keepScheduled(
  queue: Queue,
  client: Redis,
  { name, everyMs }: RoutineOptions,
  onError: OnQueueError,
): void {
  const schedule = async (): Promise<void> => {
    await queue.setGlobalConcurrency(1);
    const opts = { removeOnComplete: true, removeOnFail: true };
    await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts });
  };
  const scheduleNow = (): void => void schedule().catch(onError);
  if (client.status === 'ready') scheduleNow();
  client.on('ready', scheduleNow);
}
