import { readFileSync } from 'node:fs';

/** A failed step, with advice for the user. */
export class BootstrapError extends Error {
  /**
   * @param {string} message what failed, in one line
   * @param {{ advice: string, tail?: string }} more
   */
  constructor(message, { advice, tail = '' }) {
    super(message);
    this.name = 'BootstrapError';
    this.advice = advice;
    this.tail = tail;
  }
}

const startedMs = performance.now();

/** Prints a line of progress to stderr: standard output belongs to the program that is started. */
export function say(/** @type {string} */ text) {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(5);
  process.stderr.write(`[${seconds} s] ${text}\n`);
}

/** Prints the label at once, and every ten seconds that the work continues, until it is stopped. */
export function progress(/** @type {string} */ label) {
  say(label);
  const begunMs = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - begunMs) / 1000);
    say(`  … still running (${seconds} s)`);
  }, 10_000);
  return () => clearInterval(timer);
}

/** @param {unknown} error */
export function reportFailure(error) {
  if (!(error instanceof BootstrapError)) throw error;
  const tail = error.tail === '' ? '' : `${error.tail.replace(/^/gm, '    | ')}\n`;
  say(`FAILED: ${error.message}\n${tail}  What to do: ${error.advice}`);
}

/** The last lines of a log, for environments in which the log cannot be opened. */
export function tailOf(/** @type {string} */ file, lines = 20) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
