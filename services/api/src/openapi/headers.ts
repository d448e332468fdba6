import type { HeaderParameter } from '../http/operation.ts';

export const idempotencyHeader: HeaderParameter = {
  name: 'Idempotency-Key',
  description:
    'A key of your own, new for each job: when the request is sent again with it, within a day, the same job is answered.',
  example: '0b9c4a52-6f53-4a3e-9d7c-5a2f6f0f4a11',
};

export const preferWaitHeader: HeaderParameter = {
  name: 'Prefer',
  description: '`wait=N` holds the answer until the job has ended, N seconds at most (up to 60).',
  example: 'wait=30',
};

export const preferAsyncHeader: HeaderParameter = {
  name: 'Prefer',
  description: '`respond-async` answers at once in place of when the job has ended.',
  example: 'respond-async',
};

export const lastEventIdHeader: HeaderParameter = {
  name: 'Last-Event-ID',
  description: 'The id of the last event seen; leaves it out when nothing has changed since.',
  example: '17',
};
