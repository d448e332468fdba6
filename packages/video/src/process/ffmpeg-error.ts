interface FfmpegErrorDetails {
  readonly exitCode?: number | null;
  readonly stalled?: boolean;
  readonly stderrTail?: string;
}

/** Signs that FFmpeg itself or the machine is at fault, not the file. */
const ourFault =
  /No such filter|Unrecognized option|Option .+ not found|Unknown encoder|Encoder .+ not found|No space left|Too many open files/i;

/** What the shell exits with when it cannot become the program, and a program whose libraries have no room. */
const notRun = new Set<number | null>([126, 127]);

/** FFmpeg could not be run, was killed, stood still, or ended with an exit code other than 0. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  /** Set when FFmpeg ended by itself. */
  readonly exitCode: number | null;
  /** FFmpeg neither took nor gave a byte for so long that we ended it. */
  readonly stalled: boolean;
  /** The last lines that FFmpeg wrote. */
  readonly stderrTail: string;

  constructor(what: string, details: FfmpegErrorDetails = {}) {
    const { exitCode = null, stalled = false, stderrTail = '' } = details;
    super(stderrTail === '' ? what : `${what}: ${stderrTail}`);
    this.exitCode = exitCode;
    this.stalled = stalled;
    this.stderrTail = stderrTail;
  }

  /** It ended before it could look at the file. */
  get neverRan(): boolean {
    return notRun.has(this.exitCode);
  }

  /** FFmpeg gave up on the content or lost itself in it; a kill or a missing filter says nothing about the file. */
  get blamesFile(): boolean {
    const gaveUp = this.exitCode !== null && this.exitCode !== 0 && !this.neverRan;
    return this.stalled || (gaveUp && !ourFault.test(this.stderrTail));
  }
}

const tailLines = 6;
const tailCharacters = 1200;

/** The end of what FFmpeg wrote, short enough for one log line. */
export function tailOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-tailLines).join(' | ').slice(-tailCharacters);
}
