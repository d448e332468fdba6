import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ApiError } from './api-error.ts';
import { withRetries } from './retry.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Settles the call on a fake clock that runs through all pauses. */
async function outcome<T>(call: Promise<T>): Promise<T> {
  const [settled] = await Promise.all([Promise.allSettled([call]), jest.runAllTimersAsync()]);
  if (settled[0].status === 'rejected') throw settled[0].reason;
  return settled[0].value;
}

/** Fails with these statuses, one per call, then succeeds. */
function failing(...statuses: number[]) {
  const left = [...statuses];
  let asked = 0;
  const attempt = async (): Promise<string> => {
    asked += 1;
    const status = left.shift();
    if (status !== undefined) throw new ApiError(status, undefined, 2);
    return 'done';
  };
  return { attempt, asked: () => asked };
}

const patience = { patienceMs: 5000, repeatable: true, signal: undefined };

test('retries a busy service after the time in Retry-After', async () => {
  const { attempt, asked } = failing(429, 503);
  const startedMs = performance.now();
  expect(await outcome(withRetries(patience, attempt))).toBe('done');
  expect(asked()).toBe(3);
  expect(performance.now() - startedMs).toBe(4000);
});

test.each([
  ['what may have been done already', 503, { ...patience, repeatable: false }],
  ['what the service refuses', 409, patience],
  ['what would take longer than one wants to wait', 429, { ...patience, patienceMs: 1999 }],
])('%s is not retried', async (_what, status, how) => {
  const { attempt, asked } = failing(status);
  await expect(outcome(withRetries(how, attempt))).rejects.toMatchObject({ status });
  expect(asked()).toBe(1);
});

test('429 is always retried: nothing was done', async () => {
  const how = { ...patience, repeatable: false };
  expect(await outcome(withRetries(how, failing(429).attempt))).toBe('done');
});

test('the signal ends the pause', async () => {
  const controller = new AbortController();
  const error = new ApiError(429, undefined, 30);
  const how = { ...patience, patienceMs: 60_000, signal: controller.signal };
  const startedMs = performance.now();
  const asking = withRetries(how, () => Promise.reject(error));
  setTimeout(() => controller.abort(new Error('enough')), 5);
  await expect(outcome(asking)).rejects.toThrow('enough');
  expect(performance.now() - startedMs).toBe(5);
});
