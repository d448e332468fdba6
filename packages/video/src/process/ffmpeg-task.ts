export interface FfmpegInput {
  /** Options that belong to this input and therefore stand before its `-i`. */
  readonly options: readonly string[];
  /** `file:…` for a file, {@link pipeIn} for what we write. */
  readonly source: string;
}

export interface FfmpegOutput {
  /** Options that belong to this output and therefore stand before its target. */
  readonly options: readonly string[];
  /** `file:…` or {@link pipeOut}. */
  readonly target: string;
}

/** One call of FFmpeg as data. Every element is one argument: nothing is ever parsed by a shell. */
export interface FfmpegTask {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly inputs: readonly [FfmpegInput, ...FfmpegInput[]];
  readonly outputs: readonly [FfmpegOutput, ...FfmpegOutput[]];
}

export const pipeIn = 'pipe:0';
export const pipeOut = 'pipe:1';

/** With the prefix a name such as `-y`, `http://…` or `a:b.mp4` is a file and nothing else. */
export const fileUrl = (path: string): string => `file:${path}`;
