import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import { ThreadGate } from './thread-gate.ts';

/** The thread's side of a gate. */
const inThread = (gate: ThreadGate): ThreadGate => new ThreadGate(gate.memory);

describe('a thread gate', () => {
  test('returns the result of the work, or its error', async () => {
    const gate = inThread(new ThreadGate());
    await expect(gate.pass(async () => 7)).resolves.toBe(7);
    await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(gate.pass(async () => 8)).resolves.toBe(8);
  });

  test('closes at once while no thread is inside', async () => {
    const gate = new ThreadGate();
    await gate.close();
    gate.closeBlocking();
  });

  test('does not close while a thread is inside', async () => {
    const gate = new ThreadGate();
    const { promise, resolve } = Promise.withResolvers<void>();
    const passing = inThread(gate).pass(() => promise);
    let isClosed = false;
    const closing = gate.close().then(() => {
      isClosed = true;
    });
    await nextTurn();
    expect(isClosed).toBe(false);
    resolve();
    await Promise.all([passing, closing]);
  });

  test('admits no thread once it is closed', async () => {
    const gate = new ThreadGate();
    await gate.close();
    let isInside = false;
    const work = async (): Promise<void> => {
      isInside = true;
    };
    const late = inThread(gate).pass(work);
    await expect(Promise.race([late, nextTurn('waits')])).resolves.toBe('waits');
    expect(isInside).toBe(false);
  });

  test('delays the exit of a process until the thread is outside', async () => {
    const gate = new ThreadGate();
    const left = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const thread = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads');
       const { state, left } = workerData;
       Atomics.store(state, 0, 1);
       parentPort.postMessage('inside');
       Atomics.wait(left, 0, 0, 50);
       Atomics.store(left, 0, 1);
       Atomics.store(state, 0, 0);
       Atomics.notify(state, 0);`,
      { eval: true, workerData: { state: new Int32Array(gate.memory), left } },
    );
    await new Promise((resolve) => thread.once('message', resolve));
    gate.closeBlocking();
    expect(Atomics.load(left, 0)).toBe(1);
    await thread.terminate();
  });
});
