import type { JobUpdate } from './job-queue.ts';

/** Sends at most one update an interval, always the newest one. */
export interface ReportThrottle {
  readonly latest: JobUpdate | null;
  report(update: JobUpdate): void;
  /** Sends what has not been sent yet and resolves when the last send is over. */
  flush(): Promise<void>;
}

export function createReportThrottle(
  send: (update: JobUpdate) => Promise<void>,
  intervalMs = 250,
): ReportThrottle {
  let latest: JobUpdate | null = null;
  let unsent = false;
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  const sendNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (latest === null || !unsent) return;
    const update = latest;
    unsent = false;
    lastSentMs = performance.now();
    // One after the other: an older update must never overwrite a newer one.
    sending = sending.then(() => send(update));
  };
  return {
    get latest() {
      return latest;
    },
    report(update) {
      latest = update;
      unsent = true;
      timer ??= setTimeout(sendNow, Math.max(0, lastSentMs + intervalMs - performance.now()));
    },
    flush() {
      sendNow();
      return sending;
    },
  };
}
