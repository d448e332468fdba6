import type { JobId } from '@dance-pose/contracts';

/** The jobs that this process works on now. */
export interface RunningJobs {
  readonly count: number;
  /** Enters a job until it is disposed; a job that was lost and taken again is entered twice. */
  hold(id: JobId): { readonly signal: AbortSignal } & Disposable;
  /** Fires the job's signals; false when it does not run here. */
  stop(id: JobId, reason: Error): boolean;
  /** From now on, whatever is entered is stopped at once. */
  stopAll(reason: Error): void;
}

export function createRunningJobs(): RunningJobs {
  const held = new Set<{ readonly id: JobId; readonly stop: AbortController }>();
  let allStopped: Error | undefined;
  const stopWhere = (reason: Error, wanted: (id: JobId) => boolean): boolean => {
    const found = [...held].filter(({ id }) => wanted(id));
    for (const { stop } of found) stop.abort(reason);
    return found.length > 0;
  };
  return {
    get count() {
      return held.size;
    },
    hold(id) {
      const holding = { id, stop: new AbortController() };
      held.add(holding);
      if (allStopped !== undefined) holding.stop.abort(allStopped);
      return {
        signal: holding.stop.signal,
        [Symbol.dispose]: () => void held.delete(holding),
      };
    },
    stop: (id, reason) => stopWhere(reason, (one) => one === id),
    stopAll(reason) {
      allStopped = reason;
      stopWhere(reason, () => true);
    },
  };
}
