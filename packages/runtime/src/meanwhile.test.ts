import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Meanwhile } from './meanwhile.ts';

const never = new AbortController().signal;

/** Goes on until it is told to end, and then takes a moment. */
async function endless(signal: AbortSignal, log: string[]): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await sleep(5);
  log.push('ended');
  throw signal.reason;
}

test('goes on beside other work, and gives what it found', async () => {
  const log: string[] = [];
  await using work = new Meanwhile(never, async () => {
    log.push('begun');
    await sleep(5);
    return 7;
  });
  log.push('beside');
  expect([await work.result, ...log]).toEqual([7, 'begun', 'beside']);
});

test('tells whoever asks what went wrong, and nobody else', async () => {
  await using work = new Meanwhile(never, () => Promise.reject(new Error('broken')));
  await sleep(5);
  await expect(work.result).rejects.toThrow('broken');
});

test('has ended when its scope is left', async () => {
  const log: string[] = [];
  const leave = async (): Promise<void> => {
    await using _work = new Meanwhile(never, (signal) => endless(signal, log));
    throw new Error('left');
  };
  await expect(leave()).rejects.toThrow('left');
  expect(log).toEqual(['ended']);
});

test('ends with the signal that it was given', async () => {
  const stop = new AbortController();
  await using work = new Meanwhile(stop.signal, (signal) => endless(signal, []));
  stop.abort(new Error('enough'));
  await expect(work.result).rejects.toThrow('enough');
});
