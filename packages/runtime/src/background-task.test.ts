import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { BackgroundTask } from './background-task.ts';

const never = new AbortController().signal;

/** Runs until it is aborted, and takes a moment to end. */
async function endless(signal: AbortSignal, log: string[]): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await nextTurn();
  log.push('ended');
  throw signal.reason;
}

test('runs beside other work and returns its result', async () => {
  const log: string[] = [];
  await using work = new BackgroundTask(never, async () => {
    log.push('begun');
    await nextTurn();
    return 7;
  });
  log.push('beside');
  expect([await work.result, ...log]).toEqual([7, 'begun', 'beside']);
});

test('rejects its result, without an unhandled rejection when nothing reads it', async () => {
  await using work = new BackgroundTask(never, () => Promise.reject(new Error('broken')));
  await nextTurn();
  await expect(work.result).rejects.toThrow('broken');
});

test('has ended when its scope is left', async () => {
  const log: string[] = [];
  const leave = async (): Promise<void> => {
    await using _work = new BackgroundTask(never, (signal) => endless(signal, log));
    throw new Error('left');
  };
  await expect(leave()).rejects.toThrow('left');
  expect(log).toEqual(['ended']);
});

test('ends when its signal aborts', async () => {
  const stop = new AbortController();
  await using work = new BackgroundTask(stop.signal, (signal) => endless(signal, []));
  stop.abort(new Error('enough'));
  await expect(work.result).rejects.toThrow('enough');
});
