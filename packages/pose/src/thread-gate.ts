// States: the thread is in JavaScript, is in native code, or may no longer enter native code.
const outside = 0;
const inside = 1;
const closed = 2;

/**
 * Prevents a thread from being terminated inside native code. JavaScript and WASM simply stop, but an addon whose calls
 * into Node suddenly fail throws a C++ exception that ends the whole process (seen with ONNX Runtime). The thread
 * enters native code through the gate; close the gate before you terminate the thread or the process.
 */
export class ThreadGate {
  /** Memory that the owner and the thread share. */
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array<SharedArrayBuffer>;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  /** For the thread: runs native work. Never settles once the gate is closed, because the thread is about to end. */
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

  /** For the owner: resolves once the thread can be terminated. */
  async close(): Promise<void> {
    while (this.#isInside()) await Atomics.waitAsync(this.#state, 0, inside).value;
  }

  /** Like {@link close}, for code that cannot await. */
  closeBlocking(): void {
    while (this.#isInside()) Atomics.wait(this.#state, 0, inside);
  }

  #isInside(): boolean {
    return Atomics.compareExchange(this.#state, 0, outside, closed) === inside;
  }
}
