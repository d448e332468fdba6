import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Socket } from 'node:net';
import { defaultMediaLimits } from '@dance-pose/contracts';
import fluentFfmpeg from 'fluent-ffmpeg';
import { FfmpegError } from './ffmpeg-error.ts';
import { type FfmpegTask, pipeIn } from './ffmpeg-task.ts';
import { boundedArguments, type ProcessBounds, shell } from './process-bounds.ts';

interface LinesRing {
  get(): string;
}
type PathCallback = (error: Error | null, path?: string) => void;
type EndCallback = (error: Error | null, stdout?: LinesRing, stderr?: LinesRing) => void;

/** Members of fluent-ffmpeg 2.1.3 that @types/fluent-ffmpeg does not declare. The version is pinned. */
interface Internals {
  ffmpegProc?: ChildProcess;
  _getFfmpegPath(callback: PathCallback): void;
  _getFfprobePath(callback: PathCallback): void;
  _prepare(callback: (error: Error | null, args: string[]) => void): void;
  _getArguments(): string[];
  _spawnFfmpeg(
    args: string[],
    options: SpawnOptions,
    onProcess: (child: ChildProcess, stdout: LinesRing, stderr: LinesRing) => void,
    onEnd: EndCallback,
  ): void;
}

const FluentCommand = fluentFfmpeg as unknown as new (
  options: fluentFfmpeg.FfmpegCommandOptions,
) => fluentFfmpeg.FfmpegCommand & Internals;

/** Number of lines of standard error that are kept: for a damaged file FFmpeg may write millions. */
const keptLines = 40;
const noLines: LinesRing = { get: () => '' };

/** Environment variables that a child inherits: where programs and their libraries are. */
const inheritedVariables = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * Settings of glibc, which defines the names. They keep frames of up to 32 MiB, the largest value that every version
 * accepts, on the heap. Otherwise each allocation may be new memory that the kernel zeroes page by page: sometimes
 * 420,000 page faults and up to 2 s of CPU time in the second pass of 20 s of 1080p.
 */
const mallocSettings = {
  MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(256 * 2 ** 20),
};

function childEnvironment(): Record<string, string> {
  const inherited = inheritedVariables.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...mallocSettings };
}

/**
 * fluent-ffmpeg finds the binaries, orders the arguments, spawns the process, keeps the last lines of standard error
 * and reports how the process ended. Its other features are switched off here; each override says why.
 */
export class FfmpegCommand extends FluentCommand {
  readonly #task: FfmpegTask;
  readonly #bounds: ProcessBounds;
  readonly #stdout: Socket | 'pipe';
  #program: string | undefined;

  /** @param stdout standard output of the child; by default the child gets a pipe of its own. */
  constructor(
    task: FfmpegTask,
    bounds: ProcessBounds = defaultMediaLimits,
    stdout: Socket | 'pipe' = 'pipe',
  ) {
    super({ stdoutLines: keptLines });
    this.#task = task;
    this.#bounds = bounds;
    this.#stdout = stdout;
    for (const { source, options } of task.inputs) {
      // Spread, never as an array: fluent-ffmpeg splits the elements of an array at spaces.
      this.input(source).inputOptions(...options);
    }
    for (const { target, options } of task.outputs) this.output(target).outputOptions(...options);
  }

  /** The arguments of the program. */
  get argv(): string[] {
    return this._getArguments();
  }

  /** Finds the program. After that, `run` spawns synchronously, and its exceptions can be caught. */
  async locate(): Promise<void> {
    const { tool } = this.#task;
    const path = await new Promise<string | undefined>((resolve, reject) => {
      const found: PathCallback = (error, program) => (error ? reject(error) : resolve(program));
      if (tool === 'ffprobe') this._getFfprobePath(found);
      else super._getFfmpegPath(found);
    });
    if (!path) throw new FfmpegError(`${tool} was not found; install FFmpeg 5.1 or newer`);
    this.#program = path;
  }

  /** Path that is spawned: the shell, which sets the limits and then becomes the program. */
  override _getFfmpegPath(callback: PathCallback): void {
    if (this.#program === undefined) super._getFfmpegPath(callback);
    else callback(null, shell);
  }

  /**
   * The original runs `ffmpeg -formats` and `-encoders` first, which our AbortSignal cannot stop, and uses timers, from
   * which an exception of `spawn` would end the whole process.
   */
  override _prepare(callback: (error: Error | null, args: string[]) => void): void {
    callback(null, this.argv);
  }

  /**
   * We read standard output ourselves (the original converts frames to text), standard input exists only if a task
   * writes to it, and an error without line buffers, on which the original handler crashes, gets empty ones.
   */
  override _spawnFfmpeg(
    args: string[],
    options: SpawnOptions,
    onProcess: Parameters<Internals['_spawnFfmpeg']>[2],
    onEnd: EndCallback,
  ): void {
    const stdin = this.#task.inputs.some(({ source }) => source === pipeIn) ? 'pipe' : 'ignore';
    const stdio = [stdin, this.#stdout, 'pipe'];
    const ours = { captureStdout: false, stdio, env: childEnvironment() };
    super._spawnFfmpeg(
      boundedArguments(this.#program ?? shell, args, this.#bounds),
      { ...options, ...ours } as SpawnOptions,
      onProcess,
      (error, stdout = noLines, stderr = noLines) => onEnd(error, stdout, stderr),
    );
  }
}
