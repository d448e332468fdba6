import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type OnReadOpts, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A pipe that the kernel reads directly into the reader's memory. The pipes of `spawn` allocate 64 kB per read and
 * leave them to the garbage collector; this one allocates nothing and reads up to three times as much at once. It reads
 * only while {@link fill} waits, so the writer blocks otherwise.
 */
export class InPlacePipe implements Disposable {
  /** The standard output of a process; {@link handOver} it once the process runs. */
  readonly writer: Socket;
  readonly #reader: Socket;
  readonly #target: ReadTarget;

  private constructor(reader: Socket, writer: Socket, target: ReadTarget) {
    this.writer = writer;
    this.#reader = reader;
    this.#target = target;
    for (const end of [reader, writer]) end.on('error', (error) => target.close(error));
    reader.on('close', () => target.close());
  }

  /**
   * Only sockets from `connect` support this (`onread`), so the pipe has a name until it is connected. The name cannot
   * be guessed, but other processes may see it; if one of them connects in the meantime, that is detected.
   */
  static async open(): Promise<InPlacePipe> {
    const name = `dance-pose-pipe-${randomUUID()}`;
    // Linux has names outside the file system, which may be read-only.
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
    const target = new ReadTarget();
    const reader = connect({ path, onread: target });
    const [[writer]] = await Promise.all([accepted, once(reader, 'connect')]);
    const pipe = new InPlacePipe(reader, writer, target);
    if (await pipe.#isOurs()) return pipe;
    pipe[Symbol.dispose]();
    throw new Error('Another process has connected to our pipe');
  }

  /** True if both ends belong to the same pipe. */
  async #isOurs(): Promise<boolean> {
    const sent = randomBytes(16);
    const received = new Uint8Array(sent.length);
    this.writer.write(sent);
    await this.fill(received);
    return sent.equals(received);
  }

  /** Leaves the writing end to the process alone, so that the pipe ends with it. */
  handOver(): void {
    this.writer.destroy();
  }

  /**
   * Waits until the memory is full or the pipe has ended; until then the memory must not be transferred.
   * @returns the number of bytes that were read.
   */
  fill(memory: Uint8Array): Promise<number> {
    const filled = this.#target.fill(memory);
    if (this.#target.wantsMore) this.#reader.resume();
    return filled;
  }

  [Symbol.dispose](): void {
    this.writer.destroy();
    this.#reader.destroy();
    this.#target.close();
  }
}

/** Node's own read size. */
const spillBytes = 64 * 1024;

interface Filling {
  readonly memory: Uint8Array;
  bytes: number;
  readonly filled: PromiseWithResolvers<number>;
}

/**
 * Supplies the memory for the next read. A socket asks for it right after a read: at the end of a frame the memory of
 * the next one is not known yet, so its first bytes go into a spill buffer and are copied later.
 */
class ReadTarget implements OnReadOpts {
  readonly #spill = new Uint8Array(spillBytes);
  /** Bytes of the spill buffer that have not been copied yet. */
  #spilt = this.#spill.subarray(0, 0);
  #filling: Filling | undefined;
  /** Set when the pipe is closed; `error` is undefined for a normal end. */
  #closed: { readonly error: Error | undefined } | undefined;

  get wantsMore(): boolean {
    return this.#filling !== undefined;
  }

  fill(memory: Uint8Array): Promise<number> {
    if (this.#filling) throw new Error('A pipe fills one buffer at a time');
    const filled = Promise.withResolvers<number>();
    this.#filling = { memory, bytes: 0, filled };
    this.#copySpill(this.#filling);
    return filled.promise;
  }

  readonly buffer = (): Uint8Array =>
    this.#filling?.memory.subarray(this.#filling.bytes) ?? this.#spill;

  /** @returns true to continue reading. */
  readonly callback = (bytesRead: number, into: Uint8Array): boolean => {
    if (into === this.#spill) this.#spilt = this.#spill.subarray(0, bytesRead);
    else if (this.#filling) this.#filling.bytes += bytesRead;
    if (this.#filling) this.#copySpill(this.#filling);
    return this.wantsMore;
  };

  close(error?: Error): void {
    this.#closed ??= { error };
    if (this.#filling) this.#settle(this.#filling);
  }

  #copySpill(filling: Filling): void {
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
