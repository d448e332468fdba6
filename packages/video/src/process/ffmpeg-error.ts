interface FfmpegErrorDetails {
  readonly exitCode?: number | null;
  readonly stalled?: boolean;
  readonly stderrTail?: string;
}

/** Messages that blame FFmpeg itself or the machine, not the file. */
const ourFault =
  /No such filter|Unrecognized option|Option .+ not found|Unknown encoder|Encoder .+ not found|No space left|Too many open files/i;

/** Exit codes of a shell that cannot run the program, and of a program that cannot load its libraries. */
const notRun = new Set<number | null>([126, 127]);

/** FFmpeg could not be run, was killed, stalled, or ended with an exit code other than 0. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  /** Exit code, if FFmpeg ended by itself. */
  readonly exitCode: number | null;
  /** True if we ended FFmpeg because it neither read nor wrote a byte for too long. */
  readonly stalled: boolean;
  /** The last lines of FFmpeg's standard error. */
  readonly stderrTail: string;

  constructor(what: string, details: FfmpegErrorDetails = {}) {
    const { exitCode = null, stalled = false, stderrTail = '' } = details;
    super(stderrTail === '' ? what : `${what}: ${stderrTail}`);
    this.exitCode = exitCode;
    this.stalled = stalled;
    this.stderrTail = stderrTail;
  }

  /** True if it ended before it could open the file. */
  get neverRan(): boolean {
    return notRun.has(this.exitCode);
  }

  /** True if FFmpeg failed or stalled on the content; a kill or a missing filter does not blame the file. */
  get blamesFile(): boolean {
    const gaveUp = this.exitCode !== null && this.exitCode !== 0 && !this.neverRan;
    return this.stalled || (gaveUp && !ourFault.test(this.stderrTail));
  }
}

const tailLines = 6;
const tailCharacters = 1200;

/** The end of FFmpeg's standard error, short enough for one log line. */
export function tailOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-tailLines).join(' | ').slice(-tailCharacters);
}
