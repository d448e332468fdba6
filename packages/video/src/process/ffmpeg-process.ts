import type { ChildProcess } from 'node:child_process';
import { defaultMediaLimits, UserError } from '@dance-pose/contracts';
import { FfmpegCommand } from './ffmpeg-command.ts';
import { failureOf } from './ffmpeg-end.ts';
import { FfmpegError, tailOf } from './ffmpeg-error.ts';
import type { FfmpegTask } from './ffmpeg-task.ts';
import type { InPlacePipe } from './in-place-pipe.ts';
import type { ProcessBounds } from './process-bounds.ts';

/** Time that a process has to exit after SIGTERM. */
const graceMs = 1000;
/** Time that FFmpeg may neither write nor read a byte while we wait for it. */
export const defaultStallMs = 60_000;
/** Time for the rest of the sound and for moving the index of a file of gigabytes to the front (`+faststart`). */
const finishMs = 600_000;
/**
 * Limit of the total time. ffprobe reads a file of 2 GB in seconds; ffmpeg waits for the pose engine, and jobs have
 * their own deadline, so this is only the last resort.
 */
const defaultWallMs = { ffprobe: 300_000, ffmpeg: 24 * 3600_000 };

export interface FfmpegStartOptions {
  readonly signal: AbortSignal;
  readonly bounds?: ProcessBounds;
  readonly stallMs?: number;
  readonly wallMs?: number;
  /** Receives FFmpeg's `pipeOut` for {@link FfmpegProcess.fill}; without it, use {@link FfmpegProcess.read}. */
  readonly stdout?: InPlacePipe;
}

interface Exit {
  readonly error: Error | null;
  readonly stderrTail: string;
  readonly ranMs: number;
}

interface Settings {
  readonly tool: FfmpegTask['tool'];
  readonly bounds: ProcessBounds;
  readonly stallMs: number;
  readonly stdout: InPlacePipe | undefined;
}

/**
 * A running FFmpeg within {@link ProcessBounds}. Leaving its scope (`await using`), an abort, a stall or a timeout ends
 * it: SIGTERM, then SIGKILL after a second. The scope is left only when the process has exited.
 */
export class FfmpegProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #exit: Promise<Exit>;
  readonly #settings: Settings;
  /** Reason for which we ended the process; its own messages while it ends are not the cause. */
  #stopped: { readonly reason: unknown } | undefined;

  private constructor(child: ChildProcess, exit: Promise<Exit>, settings: Settings) {
    this.#child = child;
    this.#exit = exit;
    this.#settings = settings;
  }

  /** @throws UserError, from every method, if a limit is exceeded or FFmpeg crashes on the file. */
  static async start(task: FfmpegTask, options: FfmpegStartOptions): Promise<FfmpegProcess> {
    const { signal, bounds = defaultMediaLimits, stallMs = defaultStallMs, stdout } = options;
    const { tool } = task;
    signal.throwIfAborted();
    const command = new FfmpegCommand(task, bounds, stdout?.writer);
    await command.locate();
    signal.throwIfAborted();
    const exit = exitOf(command);
    const child = spawn(command);
    if (child.pid === undefined) {
      throw new FfmpegError(`${tool} could not be started: ${(await exit).error?.message}`);
    }
    stdout?.handOver();
    // A broken pipe is handled where the write is awaited.
    child.stdin?.on('error', () => {});
    const running = new FfmpegProcess(child, exit, { tool, bounds, stallMs, stdout });
    running.#endWith(signal, options.wallMs ?? defaultWallMs[tool]);
    return running;
  }

  /**
   * Reads FFmpeg's {@link pipeOut} in chunks of any size; FFmpeg pauses until the next one is requested. A request
   * frees the memory of the previous chunk: gigabytes pass through here, and garbage is collected late.
   */
  async *read(): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterator<Buffer<ArrayBuffer>> | undefined =
      this.#child.stdout?.[Symbol.asyncIterator]();
    while (chunks) {
      const chunk = await this.#withTimeout(this.#settings.stallMs, chunks.next());
      if (chunk.done) return;
      yield chunk.value;
      chunk.value.buffer.transfer(0);
    }
  }

  /** Like {@link read}, then {@link finish}: a crash also ends the chunks, and this throws its error. */
  async *readToEnd(): AsyncGenerator<Uint8Array> {
    yield* this.read();
    await this.finish();
  }

  /**
   * Fills memory from FFmpeg's {@link pipeOut}; FFmpeg pauses between calls.
   * @returns the number of bytes; fewer if FFmpeg closed the pipe, and {@link finish} then says why.
   */
  fill(memory: Uint8Array): Promise<number> {
    const { stdout, stallMs } = this.#settings;
    if (!stdout) throw new Error('FFmpeg was started without an in-place pipe');
    return this.#withTimeout(stallMs, stdout.fill(memory));
  }

  /**
   * Resolves once FFmpeg has read the whole chunk, whose memory may then be reused.
   * @returns false if FFmpeg reads no more.
   */
  write(chunk: Uint8Array): Promise<boolean> {
    const taken = new Promise<boolean>((resolve) => {
      const { stdin } = this.#child;
      if (stdin) stdin.write(chunk, (error) => resolve(!error));
      else resolve(false);
    });
    return this.#withTimeout(this.#settings.stallMs, taken);
  }

  /**
   * Closes FFmpeg's input and waits for its end.
   * @returns the last lines of its standard error.
   */
  async finish(): Promise<string> {
    this.#child.stdin?.end();
    const { error, ...exit } = await this.#withTimeout(finishMs, this.#exit);
    const { tool, bounds } = this.#settings;
    const { exitCode, signalCode: signal } = this.#child;
    const failure = failureOf({ tool, exitCode, signal, ...exit }, bounds);
    if (failure ?? error) throw failure ?? error;
    return exit.stderrTail;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop(new Error('the scope was left'));
    await this.#exit;
  }

  async #withTimeout<T>(limitMs: number, wait: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      const what = `${this.#settings.tool} stalled for ${limitMs / 1000} s and was ended`;
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

  #endWith(signal: AbortSignal, wallMs: number): void {
    const onAbort = (): void => this.#stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => this.#stop(ranTooLong(wallMs)), wallMs);
    void this.#exit.then(() => {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    });
  }

  #stop(reason: unknown): void {
    const child = this.#child;
    if (this.#stopped || child.exitCode !== null || child.signalCode !== null) return;
    this.#stopped = { reason };
    // A process that is blocked on a pipe does not react to SIGTERM until the pipe breaks.
    child.stdin?.destroy();
    child.stdout?.destroy();
    this.#settings.stdout?.[Symbol.dispose]();
    child.kill('SIGTERM');
    const killTimer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    void this.#exit.then(() => clearTimeout(killTimer));
  }
}

function exitOf(command: FfmpegCommand): Promise<Exit> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (error: Error | null, stderr: unknown): void =>
      resolve({
        error,
        stderrTail: tailOf(typeof stderr === 'string' ? stderr : ''),
        ranMs: performance.now() - startedAt,
      });
    command.on('end', (_stdout, stderr) => end(null, stderr));
    command.on('error', (error: Error, _stdout, stderr) => end(error, stderr));
  });
}

const ranTooLong = (wallMs: number): UserError =>
  new UserError(
    'processing-timeout',
    `Each processing step may take at most ${Math.round(wallMs / 1000)} seconds; this one took longer. Cut the clip, or save it smaller, and try again.`,
  );

function spawn(command: FfmpegCommand): ChildProcess {
  command.run();
  const child = command.ffmpegProc;
  if (!child) throw new FfmpegError('FFmpeg could not be started');
  return child;
}
