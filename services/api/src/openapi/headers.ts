import type { HeaderParameter } from '../http/operation.ts';

export const idempotencyHeader: HeaderParameter = {
  name: 'Idempotency-Key',
  description:
    'A key that you choose, a new one for each job: repeating the request with the same key within a day returns the same job.',
  example: '0b9c4a52-6f53-4a3e-9d7c-5a2f6f0f4a11',
};

export const preferWaitHeader: HeaderParameter = {
  name: 'Prefer',
  description:
    '`wait=N` holds the response until the job has ended, for at most N seconds (up to 60).',
  example: 'wait=30',
};

export const preferAsyncHeader: HeaderParameter = {
  name: 'Prefer',
  description: '`respond-async` responds at once instead of when the job has ended.',
  example: 'respond-async',
};

export const lastEventIdHeader: HeaderParameter = {
  name: 'Last-Event-ID',
  description: 'The id of the last event that you received; the stream starts after it.',
  example: '17',
};
