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

/** What fluent-ffmpeg 2.1.3 has and @types/fluent-ffmpeg does not name. The version is pinned. */
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

/** Lines of standard error that are kept: a damaged file can make FFmpeg write millions. */
const keptLines = 40;
const noLines: LinesRing = { get: () => '' };

/** What a child may know of our environment: where programs and their libraries are. */
const passedOn = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * For glibc, whose names these are: pictures of up to 32 MiB, the most that every version takes, come from memory
 * that the program keeps. Otherwise each may be fresh from the kernel, which zeroes it page by page, or not, by
 * chance: 420,000 faults and up to 2 s of processor time in the second pass of 20 s of 1080p.
 */
const keepMemory = {
  MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(256 * 2 ** 20),
};

function childEnvironment(): Record<string, string> {
  const inherited = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...keepMemory };
}

/**
 * fluent-ffmpeg finds the binaries, orders the arguments, spawns, keeps the last lines of standard error
 * and tells how the process ended. What it does beyond that is switched off here, each for its reason.
 */
export class FfmpegCommand extends FluentCommand {
  readonly #task: FfmpegTask;
  readonly #bounds: ProcessBounds;
  readonly #stdout: Socket | 'pipe';
  #program: string | undefined;

  /** @param stdout what standard output is, unless the child process is to have a pipe of its own for it. */
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
      // Spread, never as an array: fluent-ffmpeg splits the elements of an array at their spaces.
      this.input(source).inputOptions(...options);
    }
    for (const { target, options } of task.outputs) this.output(target).outputOptions(...options);
  }

  /** The whole command line after the name of the program. */
  get argv(): string[] {
    return this._getArguments();
  }

  /** Finds the program. Afterwards `run` spawns within its own tick, and what it throws can be caught. */
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

  /** What is spawned: the shell that sets the bounds and then becomes the program. */
  override _getFfmpegPath(callback: PathCallback): void {
    if (this.#program === undefined) super._getFfmpegPath(callback);
    else callback(null, shell);
  }

  /**
   * The stock preparation runs `ffmpeg -formats` and `-encoders` first, out of reach of our AbortSignal,
   * and goes through timers, from where an exception of `spawn` would end the whole process.
   */
  override _prepare(callback: (error: Error | null, args: string[]) => void): void {
    callback(null, this.argv);
  }

  /**
   * Standard output is ours to read (the stock ring turns frames into text), standard input exists only
   * where a task writes to it, and an error without rings, which the stock handler crashes on, gets empty ones.
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
