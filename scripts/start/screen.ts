const clearLine = '\r\x1b[K';
/** Where a line cannot be drawn over, one is written this often. */
const logMs = 5000;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line that is drawn over on a screen, and written now and then elsewhere. */
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
