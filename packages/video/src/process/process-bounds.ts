import type { MediaLimits } from '@dance-pose/contracts';

/** What one ffmpeg or ffprobe may take of the machine. The kernel sees to it, even when we cannot any more. */
export type ProcessBounds = Pick<MediaLimits, 'maxMemoryBytes' | 'maxCpuSeconds'>;

/** Between the signal that asks a process to end and the one that ends it. */
const cpuGraceSeconds = 10;

/**
 * What `sh` does before it becomes the program, which keeps its process id: our signals reach the program
 * itself. `-d` and not the address space (`-v`): that counts libraries and what is only reserved, too, which
 * grows with the number of threads. A bound fails to be set only where a lower one is set already. No core
 * dumps: they would hold pictures of people. The program and its arguments come as "$@", which no shell parses.
 */
const becomeBounded = [
  'ulimit -S -c 0',
  '{ ulimit -S -d "$1" && ulimit -H -d "$1"; } 2>/dev/null',
  '{ ulimit -S -t "$2" && ulimit -H -t "$3"; } 2>/dev/null',
  'shift 3',
  'exec "$@"',
].join('\n');

export const shell = '/bin/sh';

/** Arguments of {@link shell} that run a program within bounds. */
export function boundedArguments(
  program: string,
  args: readonly string[],
  { maxMemoryBytes, maxCpuSeconds }: ProcessBounds,
): string[] {
  const kibibytes = Math.floor(maxMemoryBytes / 1024);
  const limits = [kibibytes, maxCpuSeconds, maxCpuSeconds + cpuGraceSeconds].map(String);
  return ['-c', becomeBounded, 'sh', ...limits, program, ...args];
}
