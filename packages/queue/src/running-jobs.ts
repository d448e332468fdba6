import type { JobId } from '@dance-pose/contracts';

/** The jobs that this process works on now. */
export interface RunningJobs {
  readonly count: number;
  /** Enters a job until it is disposed; a job that was lost and taken again is entered twice. */
  hold(id: JobId): { readonly signal: AbortSignal } & Disposable;
  /** Fires the job's signals; false when it does not run here. */
  stop(id: JobId, reason: Error): boolean;
  stopAll(reason: Error): void;
  /** Resolves as soon as nothing runs. */
  idle(): Promise<void>;
}

export function createRunningJobs(): RunningJobs {
  const held = new Set<{ readonly id: JobId; readonly stop: AbortController }>();
  let onIdle: (() => void)[] = [];
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
      return {
        signal: holding.stop.signal,
        [Symbol.dispose]: () => {
          held.delete(holding);
          if (held.size > 0) return;
          for (const resolve of onIdle) resolve();
          onIdle = [];
        },
      };
    },
    stop: (id, reason) => stopWhere(reason, (one) => one === id),
    stopAll: (reason) => void stopWhere(reason, () => true),
    async idle() {
      if (held.size > 0) await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
}
