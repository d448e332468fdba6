import { appendFileSync } from 'node:fs';

interface RunEvent {
  readonly atMs: number;
  readonly what: string;
  readonly [detail: string]: unknown;
}

/** All events of a run in order; also written to a file as lines of JSON. */
export interface RunLog {
  readonly events: readonly RunEvent[];
  note(what: string, details?: Readonly<Record<string, unknown>>): void;
  /** Milliseconds since the run began. */
  now(): number;
  /** Converts wall-clock time to time in the log. */
  at(timeMs: number): number;
}

export function openRunLog(file: string): RunLog {
  const startedMs = Date.now();
  const events: RunEvent[] = [];
  const now = (): number => Date.now() - startedMs;
  return {
    events,
    now,
    at: (timeMs) => timeMs - startedMs,
    note(what, details = {}) {
      const event = { atMs: now(), what, ...details };
      events.push(event);
      appendFileSync(file, `${JSON.stringify(event)}\n`);
    },
  };
}
