import type { Terminal } from './terminal.ts';

export interface LineProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

const barWidth = 24;
const redrawMs = 100;
/** Interval of the lines in a log, where lines cannot be redrawn. */
const logMs = 5000;
const clearLine = '\r\x1b[K';

/** `Finding the dancer  [######------]  50 %  150/300 frames  32.1 fps  5 s left` */
export function formatProgress({ label, done, total }: LineProgress, elapsedMs: number): string {
  if (total === 0) return label;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = '#'.repeat(filled) + '-'.repeat(barWidth - filled);
  const head = `${label.padEnd(18)} [${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${done}/${total} frames`;
  if (done === 0 || elapsedMs < 500) return head;
  const fps = (done * 1000) / elapsedMs;
  const left = Math.ceil((total - done) / fps);
  return `${head}  ${fps.toFixed(1)} fps  ${left} s left`;
}

/** A progress line: redrawn in a terminal, written at intervals elsewhere. */
export class ProgressLine implements Disposable {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #label = '';
  #startedMs = 0;
  #shownMs = Number.NEGATIVE_INFINITY;
  #isDrawn = false;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
  }

  show(progress: LineProgress): void {
    const { label, done, total } = progress;
    const isLast = total > 0 && done >= total;
    this.#offer(label, isLast, (elapsedMs) => formatProgress(progress, elapsedMs));
  }

  /** Shows any text; the label starts a new phase. */
  say(label: string, text: string): void {
    this.#offer(label, false, () => text);
  }

  #offer(label: string, isLast: boolean, textAfter: (elapsedMs: number) => string): void {
    const now = this.#now();
    const isNewLabel = label !== this.#label;
    if (isNewLabel) {
      this.#label = label;
      this.#startedMs = now;
    }
    const every = this.#terminal.isInteractive ? redrawMs : logMs;
    if (!isNewLabel && !isLast && now - this.#shownMs < every) return;
    this.#shownMs = now;
    this.#write(textAfter(now - this.#startedMs));
  }

  #write(text: string): void {
    const { err, isInteractive } = this.#terminal;
    err.write(isInteractive ? `${clearLine}${text}` : `${text}\n`);
    this.#isDrawn = isInteractive;
  }

  /** Clears the line in a terminal. */
  [Symbol.dispose](): void {
    if (this.#isDrawn) this.#terminal.err.write(clearLine);
    this.#isDrawn = false;
  }
}
