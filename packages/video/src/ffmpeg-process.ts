import type { ChildProcess } from 'node:child_process';
import { FfmpegCommand } from './ffmpeg-command.ts';
import { FfmpegError, tailOf } from './ffmpeg-error.ts';
import type { FfmpegTask } from './ffmpeg-task.ts';

/** How long a process may take to leave after SIGTERM. */
const graceMs = 1000;
/** How long FFmpeg may neither give a byte nor take one while we wait for it. */
const defaultStallMs = 60_000;
/** The rest of the sound and moving the index to the front (`+faststart`) of a file of gigabytes. */
const finishMs = 600_000;

export interface FfmpegStartOptions {
  readonly signal: AbortSignal;
  readonly stallMs?: number;
}

interface Exit {
  readonly error: Error | null;
  readonly stderrTail: string;
}

/**
 * One running FFmpeg. Leaving its scope (`await using`), an abort or a standstill ends it: SIGTERM, SIGKILL
 * after a second, and the scope is left only when the process is gone.
 */
export class FfmpegProcess implements AsyncDisposable {
  readonly #tool: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<Exit>;
  readonly #stallMs: number;
  /** Why we ended the process; whatever it says while dying is not the cause. */
  #stopped: { readonly reason: unknown } | undefined;

  private constructor(tool: string, child: ChildProcess, exit: Promise<Exit>, stallMs: number) {
    this.#tool = tool;
    this.#child = child;
    this.#exit = exit;
    this.#stallMs = stallMs;
  }

  static async start(task: FfmpegTask, options: FfmpegStartOptions): Promise<FfmpegProcess> {
    const { signal, stallMs = defaultStallMs } = options;
    signal.throwIfAborted();
    const command = new FfmpegCommand(task);
    await command.locate();
    signal.throwIfAborted();
    const exit = new Promise<Exit>((resolve) => {
      command.on('end', (_stdout, stderr) =>
        resolve({ error: null, stderrTail: tailOf(stderr ?? '') }),
      );
      command.on('error', (error: Error, _stdout, stderr) =>
        resolve({ error, stderrTail: tailOf(stderr ?? '') }),
      );
    });
    const child = spawn(command);
    if (child.pid === undefined) {
      throw new FfmpegError(`${task.tool} could not be started: ${(await exit).error?.message}`);
    }
    // A broken pipe is met where the write is awaited.
    child.stdin?.on('error', () => {});
    const running = new FfmpegProcess(task.tool, child, exit, stallMs);
    const onAbort = (): void => running.#stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    void exit.then(() => signal.removeEventListener('abort', onAbort));
    return running;
  }

  /** What FFmpeg writes to {@link pipeOut}, in pieces of any size; it waits while nobody asks for more. */
  async *read(): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterator<Buffer> | undefined = this.#child.stdout?.[Symbol.asyncIterator]();
    while (chunks) {
      const chunk = await this.#within(this.#stallMs, chunks.next());
      if (chunk.done) return;
      yield chunk.value;
    }
  }

  /**
   * Resolves once FFmpeg has taken the whole chunk, whose memory may then be used again.
   * @returns false when FFmpeg reads no more.
   */
  write(chunk: Uint8Array): Promise<boolean> {
    const taken = new Promise<boolean>((resolve) => {
      const { stdin } = this.#child;
      if (stdin) stdin.write(chunk, (error) => resolve(!error));
      else resolve(false);
    });
    return this.#within(this.#stallMs, taken);
  }

  /** Closes FFmpeg's input and waits for its end. */
  async finish(): Promise<void> {
    this.#child.stdin?.end();
    const { error, stderrTail } = await this.#within(finishMs, this.#exit);
    const { exitCode, signalCode } = this.#child;
    if (signalCode !== null) {
      throw new FfmpegError(`${this.#tool} was killed by ${signalCode}`, { stderrTail });
    }
    if (error !== null || exitCode !== 0) {
      throw new FfmpegError(`${this.#tool} ended with exit code ${exitCode}`, {
        exitCode,
        stderrTail,
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop(new Error('the scope was left'));
    await this.#exit;
  }

  async #within<T>(limitMs: number, wait: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      const what = `${this.#tool} stood still for ${limitMs / 1000} s and was ended`;
      this.#stop(new FfmpegError(what, { stalled: true }));
    }, limitMs);
    try {
      const result = await wait;
      if (this.#stopped) throw this.#stopped.reason;
      return result;
    } catch (error) {
      throw this.#stopped ? this.#stopped.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #stop(reason: unknown): void {
    const child = this.#child;
    if (this.#stopped || child.exitCode !== null || child.signalCode !== null) return;
    this.#stopped = { reason };
    // A process that is blocked on a pipe does not act on SIGTERM until the pipe breaks.
    child.stdin?.destroy();
    child.stdout?.destroy();
    child.kill('SIGTERM');
    const killTimer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    void this.#exit.then(() => clearTimeout(killTimer));
  }
}

function spawn(command: FfmpegCommand): ChildProcess {
  command.run();
  const child = command.ffmpegProc;
  if (!child) throw new FfmpegError('FFmpeg could not be started');
  return child;
}
