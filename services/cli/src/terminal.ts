import type { Writable } from 'node:stream';

/** The streams a command speaks to; tests give their own. */
export interface Terminal {
  /** Results: what a script may read. */
  readonly out: Writable;
  /** Progress, warnings and errors: what a person reads. */
  readonly err: Writable;
  /** Whether `err` is a screen on which a line can be drawn over. */
  readonly isInteractive: boolean;
}

export const say = (stream: Writable, line: string): void => {
  stream.write(`${line}\n`);
};
