import { availableParallelism } from 'node:os';
import { UserError } from '@dance-pose/contracts';
import { FfmpegError } from './ffmpeg-error.ts';
import type { FfmpegTask } from './ffmpeg-task.ts';
import type { ProcessBounds } from './process-bounds.ts';

/** The end of a process that we did not stop ourselves. */
export interface ProcessEnd {
  readonly tool: FfmpegTask['tool'];
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: string;
  readonly ranMs: number;
}

/**
 * Messages of a process that ran out of memory: from FFmpeg, from x264, from a thread without room for its stack (the
 * same message means that the machine has no more threads, which is far rarer), and from x264 that cannot start a
 * thread.
 */
const outOfMemory =
  /Cannot allocate memory|malloc of size \d+ failed|Resource temporarily unavailable|opening encoder for output stream #0:0/;
/** Signals of the processor's faults, and of `abort()`. */
const crashes = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP', 'SIGSYS']);
/** Exit codes of ffmpeg after a signal that asks it to end: after one, and after more than three. */
const exitCodesAfterSignals = new Set<number | null>([255, 123]);

/**
 * The error for the end of a process; null if it succeeded. An exceeded limit and a crash are blamed on the file,
 * because another attempt would end in the same way.
 */
export function failureOf(end: ProcessEnd, bounds: ProcessBounds): Error | null {
  const { exitCode, signal, stderrTail } = end;
  if (exitCode === 0) return null;
  const cause = ffmpegErrorOf(end);
  if (cause.neverRan) return cause;
  if (outOfMemory.test(stderrTail)) return tooMuchMemory(bounds, cause);
  if (exceededCpuTime(end, bounds)) return tooMuchTime(bounds, cause);
  if (signal !== null && crashes.has(signal)) return crashed(cause);
  return cause;
}

/** The kernel sends SIGXCPU, which ffmpeg handles like any signal to end; its exit code does not show which. */
function exceededCpuTime(
  { signal, exitCode, ranMs }: ProcessEnd,
  { maxCpuSeconds }: ProcessBounds,
): boolean {
  if (signal === 'SIGXCPU') return true;
  const couldBe = ranMs * availableParallelism() >= maxCpuSeconds * 1000;
  return couldBe && (signal === 'SIGKILL' || exitCodesAfterSignals.has(exitCode));
}

/** Stopping a service may stop all of its processes, so the exit code after a signal does not blame the file. */
function ffmpegErrorOf({ tool, exitCode, signal, stderrTail }: ProcessEnd): FfmpegError {
  if (signal !== null || exitCodesAfterSignals.has(exitCode)) {
    return new FfmpegError(`${tool} was killed by ${signal ?? 'a signal'}`, { stderrTail });
  }
  return new FfmpegError(`${tool} ended with exit code ${exitCode}`, { exitCode, stderrTail });
}

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

function tooMuchMemory({ maxMemoryBytes }: ProcessBounds, cause: FfmpegError): UserError {
  return new UserError(
    'too-much-memory',
    `Processing a file may take at most ${grouped.format(maxMemoryBytes / 1024 ** 2)} MB of memory; this one needs more, or is damaged. Save it smaller, for example 1920 pixels wide, as MP4, and try again.`,
    { cause },
  );
}

function tooMuchTime({ maxCpuSeconds }: ProcessBounds, cause: FfmpegError): UserError {
  return new UserError(
    'processing-timeout',
    `Each processing step may take at most ${grouped.format(maxCpuSeconds)} seconds of CPU time; this one needs more. Cut the clip, or save it smaller, and try again.`,
    { cause },
  );
}

function crashed(cause: FfmpegError): UserError {
  return new UserError(
    'unreadable-media',
    'The decoder crashed on this file; it is damaged. Check that it plays, export it again, for example as MP4, and try again.',
    { cause },
  );
}
