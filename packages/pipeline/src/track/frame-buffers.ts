/**
 * The few frame-sized blocks of memory that go round between decoder and engine, so that a clip of any
 * length needs the same memory. All blocks have the same size.
 */
export class FrameBuffers {
  readonly #frameBytes: number;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  constructor(frameBytes: number) {
    this.#frameBytes = frameBytes;
  }

  take = (): Uint8Array<ArrayBuffer> => this.#free.pop() ?? new Uint8Array(this.#frameBytes);

  give(buffer: Uint8Array<ArrayBuffer>): void {
    this.#free.push(buffer);
  }
}
