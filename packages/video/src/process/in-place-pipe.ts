import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type OnReadOpts, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A pipe whose bytes the kernel puts where the reader wants to have them. The pipes that `spawn` makes allocate
 * 64 kB for each read and leave it to the garbage collector; this one allocates nothing, and reads up to three times
 * as much at once. It reads only while {@link fill} waits, so whoever writes waits, too.
 */
export class InPlacePipe implements Disposable {
  /** Becomes the standard output of a process, and is {@link handOver handed over} once that runs. */
  readonly writer: Socket;
  readonly #reader: Socket;
  readonly #inlet: Inlet;

  private constructor(reader: Socket, writer: Socket, inlet: Inlet) {
    this.writer = writer;
    this.#reader = reader;
    this.#inlet = inlet;
    for (const end of [reader, writer]) end.on('error', (error) => inlet.close(error));
    reader.on('close', () => inlet.close());
  }

  /**
   * Only what `connect` makes reads so (`onread`); therefore the pipe has a name until it is connected. Nobody can
   * guess the name, but others may see it: whoever else connects meanwhile is noticed.
   */
  static async open(): Promise<InPlacePipe> {
    const name = `dance-pose-pipe-${randomUUID()}`;
    // Linux has names that are not in the file system, all of which may be read-only.
    const path = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
    const server = createServer({ pauseOnConnect: true }).listen(path);
    server.maxConnections = 1;
    try {
      await once(server, 'listening');
      return await InPlacePipe.#connected(server, path);
    } finally {
      server.close();
    }
  }

  static async #connected(server: Server, path: string): Promise<InPlacePipe> {
    const accepted = once(server, 'connection');
    const inlet = new Inlet();
    const reader = connect({ path, onread: inlet });
    const [[writer]] = await Promise.all([accepted, once(reader, 'connect')]);
    const pipe = new InPlacePipe(reader, writer, inlet);
    if (await pipe.#isOurs()) return pipe;
    pipe[Symbol.dispose]();
    throw new Error('Another process has taken one end of a pipe of ours');
  }

  /** Whether what goes in comes out. */
  async #isOurs(): Promise<boolean> {
    const sent = randomBytes(16);
    const received = new Uint8Array(sent.length);
    this.writer.write(sent);
    await this.fill(received);
    return sent.equals(received);
  }

  /** From now on only the process holds the writing end: the pipe ends when that does. */
  handOver(): void {
    this.writer.destroy();
  }

  /**
   * Waits until the memory is full or the pipe has ended; the memory must stay where it is until then.
   * @returns the number of bytes that have come.
   */
  fill(memory: Uint8Array): Promise<number> {
    const filled = this.#inlet.fill(memory);
    if (this.#inlet.wantsMore) this.#reader.resume();
    return filled;
  }

  [Symbol.dispose](): void {
    this.writer.destroy();
    this.#reader.destroy();
    this.#inlet.close();
  }
}

/** As much as Node itself reads at once. */
const spillBytes = 64 * 1024;

interface Filling {
  readonly memory: Uint8Array;
  bytes: number;
  readonly filled: PromiseWithResolvers<number>;
}

/**
 * Where the next bytes go. A socket asks that right after it has read: at the end of a frame nobody knows yet where
 * the next one will be, so its first bytes are spilt and then copied.
 */
class Inlet implements OnReadOpts {
  readonly #spill = new Uint8Array(spillBytes);
  /** Of the spill, what nobody has asked for yet. */
  #spilt = this.#spill.subarray(0, 0);
  #filling: Filling | undefined;
  /** Nothing more will come; with the reason, unless that is the end. */
  #closed: { readonly error: Error | undefined } | undefined;

  get wantsMore(): boolean {
    return this.#filling !== undefined;
  }

  fill(memory: Uint8Array): Promise<number> {
    if (this.#filling) throw new Error('A pipe fills one memory at a time');
    const filled = Promise.withResolvers<number>();
    this.#filling = { memory, bytes: 0, filled };
    this.#pour(this.#filling);
    return filled.promise;
  }

  readonly buffer = (): Uint8Array =>
    this.#filling?.memory.subarray(this.#filling.bytes) ?? this.#spill;

  /** @returns whether to go on reading. */
  readonly callback = (bytesRead: number, into: Uint8Array): boolean => {
    if (into === this.#spill) this.#spilt = this.#spill.subarray(0, bytesRead);
    else if (this.#filling) this.#filling.bytes += bytesRead;
    if (this.#filling) this.#pour(this.#filling);
    return this.wantsMore;
  };

  close(error?: Error): void {
    this.#closed ??= { error };
    if (this.#filling) this.#settle(this.#filling);
  }

  #pour(filling: Filling): void {
    const { memory, bytes } = filling;
    const poured = this.#spilt.subarray(0, memory.length - bytes);
    memory.set(poured, bytes);
    filling.bytes += poured.length;
    this.#spilt = this.#spilt.subarray(poured.length);
    if (this.#closed || filling.bytes === memory.length) this.#settle(filling);
  }

  #settle({ filled, bytes }: Filling): void {
    this.#filling = undefined;
    if (this.#closed?.error) filled.reject(this.#closed.error);
    else filled.resolve(bytes);
  }
}
