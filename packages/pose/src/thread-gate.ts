// What the shared number says: the thread is in JavaScript, in native code, or may no longer go into native code.
const outside = 0;
const inside = 1;
const closed = 2;

/**
 * Keeps a thread from being terminated in the middle of native code: JavaScript and WASM just stop, but an addon
 * whose calls into Node suddenly fail throws a C++ exception that ends the whole process (seen with ONNX Runtime).
 * The thread goes into native code through the gate; whoever terminates it, or the process, closes the gate first.
 */
export class ThreadGate {
  /** What the owner and the thread share. */
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array<SharedArrayBuffer>;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  /** In the thread: does native work. Never settles once the gate is closed: the thread is about to end. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (Atomics.compareExchange(this.#state, 0, outside, inside) !== outside) {
      return new Promise<never>(() => {});
    }
    try {
      return await work();
    } finally {
      Atomics.store(this.#state, 0, outside);
      Atomics.notify(this.#state, 0);
    }
  }

  /** In the owner: returns as soon as the thread can be terminated. */
  async close(): Promise<void> {
    while (this.#isInside()) await Atomics.waitAsync(this.#state, 0, inside).value;
  }

  /** As {@link close}, where nothing can be awaited. */
  closeBlocking(): void {
    while (this.#isInside()) Atomics.wait(this.#state, 0, inside);
  }

  #isInside(): boolean {
    return Atomics.compareExchange(this.#state, 0, outside, closed) === inside;
  }
}
