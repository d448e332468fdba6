import type { MediaLimits } from '@dance-pose/contracts';

/** Limits of one ffmpeg or ffprobe process. The kernel enforces them, even if this process no longer can. */
export type ProcessBounds = Pick<MediaLimits, 'maxMemoryBytes' | 'maxCpuSeconds'>;

/** Time between the signal that asks a process to end (SIGXCPU) and the one that kills it. */
const cpuGraceSeconds = 10;

/**
 * Script with which `sh` sets the limits and then becomes the program. The process id stays the same, so our signals
 * reach the program itself. The limit is on data (`-d`) and not on the address space (`-v`), which also counts
 * libraries and reserved memory and grows with the number of threads. Setting a limit fails only if a lower one is set
 * already. No core dumps: they would contain pictures of people. The program and its arguments are "$@", which no shell
 * parses.
 */
const limitAndExec = [
  'ulimit -S -c 0',
  '{ ulimit -S -d "$1" && ulimit -H -d "$1"; } 2>/dev/null',
  '{ ulimit -S -t "$2" && ulimit -H -t "$3"; } 2>/dev/null',
  'shift 3',
  'exec "$@"',
].join('\n');

export const shell = '/bin/sh';

/** Arguments of {@link shell} that run a program within limits. */
export function boundedArguments(
  program: string,
  args: readonly string[],
  { maxMemoryBytes, maxCpuSeconds }: ProcessBounds,
): string[] {
  const kibibytes = Math.floor(maxMemoryBytes / 1024);
  const limits = [kibibytes, maxCpuSeconds, maxCpuSeconds + cpuGraceSeconds].map(String);
  return ['-c', limitAndExec, 'sh', ...limits, program, ...args];
}
