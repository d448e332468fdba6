import { createMemoryQueue } from '@dance-pose/queue';
import { createMemoryStore } from '@dance-pose/storage';
import { describe } from '@jest/globals';
import { directUploadConformance } from './testing/direct-upload-conformance.ts';
import { eventsConformance } from './testing/events-conformance.ts';
import { idempotencyConformance } from './testing/idempotency-conformance.ts';
import { jobsConformance } from './testing/jobs-conformance.ts';
import { seedConformance } from './testing/seed-conformance.ts';
import { submitConformance } from './testing/submit-conformance.ts';
import type { Backend } from './testing/test-api.ts';

async function openMemory(): Promise<Backend> {
  await using opened = new AsyncDisposableStack();
  const { queue, ledger, consume } = createMemoryQueue();
  const store = createMemoryStore();
  const resources = opened.move();
  return {
    ...{ queue, ledger, store },
    consume: (work) => {
      const consumer = consume(work, { concurrency: 2, maxAttempts: 2 }, (error) => {
        throw error;
      });
      resources.defer(() => consumer.close(0));
      return consumer;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

describe.each([['memory', openMemory]])('the API on %s', (_name, open) => {
  describe('submitting', () => submitConformance(open));
  describe('idempotency', () => idempotencyConformance(open));
  describe('direct uploads', () => directUploadConformance(open));
  describe('jobs', () => jobsConformance(open));
  describe('events', () => eventsConformance(open));
  describe('seed clients', () => seedConformance(open));
});
