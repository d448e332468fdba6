import type { JobQueue, OnQueueError } from './job-queue.ts';

export interface RedisQueueOptions {
  readonly redisUrl: string;
  /** Starts every key, so that installations can share a Redis; default `dance-pose`. */
  readonly prefix?: string;
  readonly onError: OnQueueError;
}

/** The queue on BullMQ and Redis. Connects in the background; while Redis is away its methods reject within 2 s. */
export function createBullQueue(_options: RedisQueueOptions): JobQueue {
  throw new Error('createBullQueue arrives with the next commit');
}
