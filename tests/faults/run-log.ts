import { appendFileSync } from 'node:fs';

interface RunEvent {
  readonly atMs: number;
  readonly what: string;
  readonly [detail: string]: unknown;
}

/** All that happened in a run, in order, also as a line of JSON each in a file. */
export interface RunLog {
  readonly events: readonly RunEvent[];
  note(what: string, details?: Readonly<Record<string, unknown>>): void;
  /** Milliseconds since the run began. */
  now(): number;
  /** The time in the log of a wall clock's time. */
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
