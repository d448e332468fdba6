import type { Writable } from 'node:stream';

/** Streams of a command; tests pass their own. */
export interface Terminal {
  /** For results, which scripts may read. */
  readonly out: Writable;
  /** For progress, warnings and errors, which people read. */
  readonly err: Writable;
  /** True if `err` is a terminal in which lines can be redrawn. */
  readonly isInteractive: boolean;
}

export const say = (stream: Writable, line: string): void => {
  stream.write(`${line}\n`);
};
