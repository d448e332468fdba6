import { availableParallelism } from 'node:os';
import { UserError } from '@dance-pose/contracts';
import { FfmpegError } from './ffmpeg-error.ts';
import type { FfmpegTask } from './ffmpeg-task.ts';
import type { ProcessBounds } from './process-bounds.ts';

/** How a process ended by itself, or by somebody else's hand. */
export interface ProcessEnd {
  readonly tool: FfmpegTask['tool'];
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: string;
  readonly ranMs: number;
}

/**
 * What is said where there is no more memory: by FFmpeg, by x264, of a thread whose stack has no room (the same
 * words tell that a machine has no more threads, which is rarer by far), and by x264 that cannot start one.
 */
const memoryRanOut =
  /Cannot allocate memory|malloc of size \d+ failed|Resource temporarily unavailable|opening encoder for output stream #0:0/;
/** The processor's own verdict on a program, and `abort()`. */
const crashes = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP', 'SIGSYS']);
/** What ffmpeg exits with after it was asked to end by a signal: once, and more often than three times. */
const exitCodesAfterSignals = new Set<number | null>([255, 123]);

/**
 * What to throw for an end; null when it is the one that was hoped for.
 * A bound that was exceeded and a crash are the file's: trying again would end in the same way.
 */
export function failureOf(end: ProcessEnd, bounds: ProcessBounds): Error | null {
  const { exitCode, signal, stderrTail } = end;
  if (exitCode === 0) return null;
  const cause = causeOf(end);
  if (cause.neverRan) return cause;
  if (memoryRanOut.test(stderrTail)) return tooMuchMemory(bounds, cause);
  if (wasOutOfTime(end, bounds)) return tooMuchTime(bounds, cause);
  if (signal !== null && crashes.has(signal)) return broken(cause);
  return cause;
}

/** The kernel asks with SIGXCPU, which ffmpeg takes for any signal to end; its exit code does not tell which. */
function wasOutOfTime(
  { signal, exitCode, ranMs }: ProcessEnd,
  { maxCpuSeconds }: ProcessBounds,
): boolean {
  if (signal === 'SIGXCPU') return true;
  const couldBe = ranMs * availableParallelism() >= maxCpuSeconds * 1000;
  return couldBe && (signal === 'SIGKILL' || exitCodesAfterSignals.has(exitCode));
}

/** Whoever stops a service may stop all of its processes at once: no exit code that blames the file. */
function causeOf({ tool, exitCode, signal, stderrTail }: ProcessEnd): FfmpegError {
  if (signal !== null || exitCodesAfterSignals.has(exitCode)) {
    return new FfmpegError(`${tool} was killed by ${signal ?? 'a signal'}`, { stderrTail });
  }
  return new FfmpegError(`${tool} ended with exit code ${exitCode}`, { exitCode, stderrTail });
}

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

function tooMuchMemory({ maxMemoryBytes }: ProcessBounds, cause: FfmpegError): UserError {
  return new UserError(
    'too-much-memory',
    `Working on a file may take ${grouped.format(maxMemoryBytes / 1024 ** 2)} MB of memory; this one takes more, or is damaged. Save it smaller, for example 1920 pixels wide, as MP4, and send it again.`,
    { cause },
  );
}

function tooMuchTime({ maxCpuSeconds }: ProcessBounds, cause: FfmpegError): UserError {
  return new UserError(
    'processing-timeout',
    `Each step of the work on a file may take ${grouped.format(maxCpuSeconds)} seconds of processor time; this one takes more. Cut the clip, or save it smaller, and send it again.`,
    { cause },
  );
}

function broken(cause: FfmpegError): UserError {
  return new UserError(
    'unreadable-media',
    'The decoder broke on this file; it is damaged. See whether it plays, export it again, for example as MP4, and send it again.',
    { cause },
  );
}
