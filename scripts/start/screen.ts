const clearLine = '\r\x1b[K';
/** Interval of the lines in a log, where lines cannot be redrawn. */
const logMs = 5000;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A status line: redrawn in a terminal, written at intervals elsewhere. */
export class StatusLine implements Disposable {
  #shownMs = Number.NEGATIVE_INFINITY;

  show(text: string): void {
    if (process.stdout.isTTY) {
      process.stdout.write(`${clearLine}${text}`);
      return;
    }
    if (performance.now() - this.#shownMs < logMs) return;
    this.#shownMs = performance.now();
    say(text);
  }

  [Symbol.dispose](): void {
    if (process.stdout.isTTY) process.stdout.write(clearLine);
  }
}
