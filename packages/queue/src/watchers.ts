/** Wakes whoever waits for news of a job. News that arrives while nobody waits is remembered. */
export interface Watchers {
  /** From this moment on no news of the job is lost. */
  watch(id: string): Watch;
  wake(id: string): void;
  wakeAll(): void;
}

interface Watch extends Disposable {
  /** Resolves with true when there was news since the last call, with false once the signal has fired. */
  news(signal: AbortSignal): Promise<boolean>;
}

export function createWatchers(): Watchers {
  const wakers = new Map<string, Set<() => void>>();
  const wake = (id: string): void => {
    for (const waker of wakers.get(id) ?? []) waker();
  };
  return {
    wake,
    wakeAll: () => {
      for (const id of wakers.keys()) wake(id);
    },
    watch(id) {
      const bell = createBell();
      const group = wakers.get(id) ?? new Set();
      wakers.set(id, group.add(bell.ring));
      return {
        news: bell.wait,
        [Symbol.dispose]: () => {
          group.delete(bell.ring);
          if (group.size === 0 && wakers.get(id) === group) wakers.delete(id);
        },
      };
    },
  };
}

function createBell() {
  let rung = false;
  let wakeUp = (): void => {};
  const ring = (): void => {
    rung = true;
    wakeUp();
  };
  const wait = async (signal: AbortSignal): Promise<boolean> => {
    if (!rung && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wakeUp = resolve;
      signal.addEventListener('abort', wakeUp, { once: true });
      await promise;
      // The signal may outlive thousands of waits.
      signal.removeEventListener('abort', wakeUp);
    }
    rung = false;
    return !signal.aborted;
  };
  return { ring, wait };
}
