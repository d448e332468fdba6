import type { OnQueueError } from '../job-queue.ts';
import { isFinal } from '../stored-job.ts';
import { within } from '../within.ts';
import {
  type CutConsumer,
  cutTries,
  idOf,
  type MakeCut,
  type MomentCut,
  type MomentCuts,
} from './moment-cuts.ts';

/** The cuts within one process; nothing survives it. */
export function createMemoryCuts(): {
  readonly cuts: MomentCuts;
  consume(make: MakeCut, onError: OnQueueError): CutConsumer;
} {
  const wanted = new Map<string, MomentCut>();
  const failed = new Set<string>();
  const consumers = new Set<() => void>();
  return {
    cuts: {
      async request(cut) {
        failed.delete(idOf(cut));
        if (!wanted.has(idOf(cut))) wanted.set(idOf(cut), cut);
        for (const wake of consumers) wake();
      },
      async state(cut) {
        if (wanted.has(idOf(cut))) return 'waiting';
        return failed.has(idOf(cut)) ? 'failed' : 'unknown';
      },
      async [Symbol.asyncDispose]() {},
    },
    consume(make, onError) {
      const leaving = new AbortController();
      let isClosed = false;
      let running: Promise<void> | undefined;
      const makeAll = async (): Promise<void> => {
        for (const [id, cut] of wanted) {
          if (isClosed) return;
          const isMade = await tryOften((signal) => make(cut, signal), leaving.signal, onError);
          if (leaving.signal.aborted) return;
          if (!isMade) failed.add(id);
          wanted.delete(id);
        }
      };
      const wake = (): void => {
        running ??= makeAll().finally(() => {
          running = undefined;
          // One may have been asked for while the last was just made.
          if (wanted.size > 0 && !isClosed) wake();
        });
      };
      consumers.add(wake);
      wake();
      return {
        async close(graceMs) {
          isClosed = true;
          consumers.delete(wake);
          if (running === undefined || (await within(graceMs, running))) return;
          leaving.abort(new Error('this process is stopping'));
          await running;
        },
      };
    },
  };
}

/** @returns false if every try failed, or if `signal` has ended them. */
async function tryOften(
  make: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  onError: OnQueueError,
): Promise<boolean> {
  for (let attempt = 1; attempt <= cutTries && !signal.aborted; attempt += 1) {
    try {
      await make(signal);
      return true;
    } catch (error) {
      if (!signal.aborted) onError(error);
      if (isFinal(error)) return false;
    }
  }
  return false;
}
