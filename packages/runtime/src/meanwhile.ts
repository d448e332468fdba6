/** Work that goes on while something else is done: `await using sound = new Meanwhile(…)`. Leaving the scope ends it. */
export class Meanwhile<Result> implements AsyncDisposable {
  /** Also of what went wrong; nobody has to ask. */
  readonly result: Promise<Result>;
  readonly #leaving = new AbortController();

  /** @param work begins at once, and ends soon after its signal. */
  constructor(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) {
    this.result = work(AbortSignal.any([signal, this.#leaving.signal]));
    void Promise.allSettled([this.result]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving.abort();
    await Promise.allSettled([this.result]);
  }
}
