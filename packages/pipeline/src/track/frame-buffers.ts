/**
 * A pool of frame-sized buffers that circulate between decoder and engine, so that clips of any length need the same
 * memory. All buffers have the same size.
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
