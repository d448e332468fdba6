import { expect, test } from '@jest/globals';
import { combine, fail, ok, runChecks, warn } from './check.ts';

const { signal } = new AbortController();

test('a check that throws or hangs fails alone', async () => {
  const hangs = () => new Promise<never>(() => {});
  const throws = () => Promise.reject(new Error('broken'));
  const results = await runChecks(
    [
      { name: 'good', limitMs: 1000, run: () => ok('well') },
      { name: 'bad', limitMs: 1000, run: throws },
      { name: 'slow', limitMs: 20, run: hangs },
    ],
    signal,
  );
  expect(results).toMatchObject([
    { name: 'good', status: 'ok', found: 'well' },
    { name: 'bad', status: 'fail', found: 'broken' },
    { name: 'slow', status: 'fail', found: 'no answer within 0.02 s' },
  ]);
});

test('combined findings report the worst ones', () => {
  expect(combine([ok('a'), warn('b', 'B.'), fail('c', 'C.'), fail('d', 'D.')])).toEqual(
    fail('c; d', 'C. D.'),
  );
  expect(combine([ok('a'), ok('b')])).toEqual(ok('a; b'));
});

test('rejects with the reason when it is aborted', async () => {
  const stopped = AbortSignal.abort(new Error('enough'));
  const run = (given: AbortSignal) => Promise.reject(given.reason as Error);
  await expect(runChecks([{ name: 'a', limitMs: 1000, run }], stopped)).rejects.toThrow('enough');
});
