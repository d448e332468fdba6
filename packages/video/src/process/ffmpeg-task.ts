export interface FfmpegInput {
  /** Options of this input; they precede its `-i`. */
  readonly options: readonly string[];
  /** `file:…` for a file, {@link pipeIn} for our own data. */
  readonly source: string;
}

export interface FfmpegOutput {
  /** Options of this output; they precede its target. */
  readonly options: readonly string[];
  /** `file:…` or {@link pipeOut}. */
  readonly target: string;
}

/** One call of FFmpeg as data. Every element is one argument; no shell parses it. */
export interface FfmpegTask {
  readonly tool: 'ffmpeg' | 'ffprobe';
  readonly inputs: readonly [FfmpegInput, ...FfmpegInput[]];
  readonly outputs: readonly [FfmpegOutput, ...FfmpegOutput[]];
}

export const pipeIn = 'pipe:0';
export const pipeOut = 'pipe:1';

/** With the prefix, a name such as `-y`, `http://…` or `a:b.mp4` can only be a file. */
export const fileUrl = (path: string): string => `file:${path}`;
