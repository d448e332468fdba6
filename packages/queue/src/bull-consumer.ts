import type { RedisQueueOptions } from './bull-queue.ts';
import type { ConsumerOptions, JobConsumer, JobWork } from './job-queue.ts';

export interface BullConsumerOptions extends RedisQueueOptions {
  readonly work: JobWork;
  readonly options: ConsumerOptions;
  /** A worker that has not been heard of for this long has lost its job; default 30 s. */
  readonly lockDurationMs?: number;
  /** How often lost jobs are looked for; default 15 s. */
  readonly stalledIntervalMs?: number;
}

/** Begins to take jobs as soon as Redis can be reached, and again whenever it comes back. */
export function createBullConsumer(_options: BullConsumerOptions): JobConsumer {
  throw new Error('createBullConsumer arrives with the next commit');
}
