import { type Queue, UnrecoverableError, Worker } from 'bullmq';
import { openBull, type RedisQueueOptions } from '../bull-queue.ts';
import { defaultPrefix } from '../queue-keys.ts';
import {
  connectForCalls,
  connectForWaiting,
  createReach,
  settled,
  withoutRepeats,
} from '../redis-connection.ts';
import { isFinal } from '../stored-job.ts';
import { within } from '../within.ts';
import {
  type CutConsumer,
  type CutState,
  cutTries,
  idOf,
  type MakeCut,
  type MomentCut,
  type MomentCuts,
} from './moment-cuts.ts';

/** BullMQ's name of the queue of cuts: they do not wait behind the jobs. */
const queueName = 'cuts';

/** A cut that failed is remembered for a day. */
const failedSeconds = 24 * 3600;

export interface BullCutsOptions extends RedisQueueOptions {
  /** Pause before a cut that failed is tried again; default 1 s. */
  readonly retryDelayMs?: number;
}

/** The cuts on BullMQ and Redis. Connects in the background. */
export function createBullCuts(options: BullCutsOptions): MomentCuts {
  const { retryDelayMs = 1000 } = options;
  const client = connectForCalls(options.redisUrl);
  const reach = createReach(client);
  const queue = openBull(client, options, withoutRepeats(options.onError), queueName);
  return {
    request: (cut) => reach(() => add(queue, cut, retryDelayMs)),
    state: (cut) => reach(async () => stateOf(await queue.getJobState(idOf(cut)))),
    async [Symbol.asyncDispose]() {
      await queue.close();
      client.disconnect();
    },
  };
}

async function add(queue: Queue, cut: MomentCut, retryDelayMs: number): Promise<void> {
  const jobId = idOf(cut);
  const known = await queue.getJob(jobId);
  if (known !== undefined && (await known.isFailed())) await known.remove();
  // Ignored while there is one with this id.
  await queue.add('cut', cut, {
    jobId,
    attempts: cutTries,
    backoff: { type: 'fixed', delay: retryDelayMs },
    removeOnComplete: true,
    removeOnFail: { age: failedSeconds },
  });
}

function stateOf(known: string): CutState {
  if (known === 'failed') return 'failed';
  return known === 'unknown' || known === 'completed' ? 'unknown' : 'waiting';
}

const stopLimitMs = 10_000;

/** Makes the cuts one after the other. */
export function createBullCutConsumer(
  options: RedisQueueOptions & { readonly make: MakeCut },
): CutConsumer {
  const { prefix = defaultPrefix, make } = options;
  const onError = withoutRepeats(options.onError);
  const [leaving, closing] = [new AbortController(), new AbortController()];
  const client = connectForWaiting(options.redisUrl, closing.signal);
  const worker = new Worker<MomentCut>(
    queueName,
    async ({ data }) => {
      try {
        await make(data, leaving.signal);
      } catch (cause) {
        throw isFinal(cause) ? new UnrecoverableError(cause.message) : cause;
      }
    },
    { connection: client, prefix, runRetryDelay: 1000 },
  );
  worker.on('error', (error) => onError(error));
  worker.on('failed', (_cut, error) => {
    if (!leaving.signal.aborted) onError(error);
  });
  return {
    async close(graceMs) {
      closing.abort();
      await within(stopLimitMs, settled(client));
      const closed = worker.close();
      if (!(await within(graceMs, closed))) {
        leaving.abort(new Error('this process is stopping'));
        if (!(await within(stopLimitMs, closed))) await worker.getBackend().close(true);
      }
      client.disconnect();
    },
  };
}
