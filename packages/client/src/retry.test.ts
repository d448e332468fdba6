import { expect, test } from '@jest/globals';
import { ApiError } from './api-error.ts';
import { withRetries } from './retry.ts';

/** Fails with these statuses, one per call, then succeeds. */
function failing(...statuses: number[]) {
  const left = [...statuses];
  let asked = 0;
  const attempt = async (): Promise<string> => {
    asked += 1;
    const status = left.shift();
    if (status !== undefined) throw new ApiError(status, undefined, 0.01);
    return 'done';
  };
  return { attempt, asked: () => asked };
}

const patience = { patienceMs: 1000, repeatable: true, signal: undefined };

test('retries a busy service after the time in Retry-After', async () => {
  const { attempt, asked } = failing(429, 503);
  expect(await withRetries(patience, attempt)).toBe('done');
  expect(asked()).toBe(3);
});

test.each([
  ['what may have been done already', 503, { ...patience, repeatable: false }],
  ['what the service refuses', 409, patience],
  ['what would take longer than one wants to wait', 429, { ...patience, patienceMs: 5 }],
])('%s is not retried', async (_what, status, how) => {
  const { attempt, asked } = failing(status);
  await expect(withRetries(how, attempt)).rejects.toMatchObject({ status });
  expect(asked()).toBe(1);
});

test('429 is always retried: nothing was done', async () => {
  expect(await withRetries({ ...patience, repeatable: false }, failing(429).attempt)).toBe('done');
});

test('the signal ends the pause', async () => {
  const controller = new AbortController();
  const error = new ApiError(429, undefined, 30);
  const how = { ...patience, patienceMs: 60_000, signal: controller.signal };
  const asking = withRetries(how, () => Promise.reject(error));
  setTimeout(() => controller.abort(new Error('enough')), 5);
  await expect(asking).rejects.toThrow('enough');
});
