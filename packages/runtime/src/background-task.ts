/** A task beside other work: `await using audio = new BackgroundTask(…)`. Leaving the scope aborts it and waits for it. */
export class BackgroundTask<Result> implements AsyncDisposable {
  /** May be left unread: its rejection is then ignored. */
  readonly result: Promise<Result>;
  readonly #leaving = new AbortController();

  /** @param work starts at once, and must end soon after its signal aborts. */
  constructor(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) {
    this.result = work(AbortSignal.any([signal, this.#leaving.signal]));
    void Promise.allSettled([this.result]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving.abort();
    await Promise.allSettled([this.result]);
  }
}
