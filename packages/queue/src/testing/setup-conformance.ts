import type { JobId, JobRecord } from '@dance-pose/contracts';
import { afterEach, beforeEach } from '@jest/globals';
import type { JobArchive } from '../job-archive.ts';
import type { ConsumerOptions, JobConsumer, JobQueue, JobWork, NewJob } from '../job-queue.ts';
import type { Ledger } from '../ledger.ts';
import type { Limiter } from '../limiter.ts';
import { eventually, newJob } from './kit.ts';

export interface QueueUnderTest extends AsyncDisposable {
  readonly queue: JobQueue;
  readonly ledger: Ledger;
  readonly archive: JobArchive;
  readonly limiter: Limiter;
  consume(work: JobWork, options: ConsumerOptions): JobConsumer;
}

/** What a suite works with; its adapters are new in every test. */
export interface QueueTests {
  readonly queue: JobQueue;
  readonly ledger: Ledger;
  readonly archive: JobArchive;
  readonly limiter: Limiter;
  /** Closed after the test. */
  consume(work: JobWork, options?: Partial<ConsumerOptions>): JobConsumer;
  inState(id: JobId, state: JobRecord['state']): Promise<JobRecord>;
  added(change?: Partial<NewJob>): Promise<NewJob>;
}

const quick: ConsumerOptions = { concurrency: 1, maxAttempts: 3, retryDelayMs: 20 };

export function setUpQueue(open: () => Promise<QueueUnderTest>): QueueTests {
  let given: QueueUnderTest;
  const consumers: JobConsumer[] = [];
  beforeEach(async () => {
    given = await open();
  });
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.close(0)));
    await given[Symbol.asyncDispose]();
  });
  return {
    get queue() {
      return given.queue;
    },
    get archive() {
      return given.archive;
    },
    get ledger() {
      return given.ledger;
    },
    get limiter() {
      return given.limiter;
    },
    consume(work, options = {}) {
      const consumer = given.consume(work, { ...quick, ...options });
      consumers.push(consumer);
      return consumer;
    },
    inState: (id, state) =>
      eventually(async () => {
        const record = await given.queue.get(id);
        return record?.state === state ? record : undefined;
      }),
    async added(change = {}) {
      const job = newJob(change);
      await given.queue.add(job);
      return job;
    },
  };
}
