import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// Looks at files with FFmpeg's own tools and none of the product's code.

const run = promisify(execFile);
const maxBuffer = 512 * 1024 ** 2;

export interface ReportedStream {
  readonly codec_type: string;
  readonly codec_name?: string;
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly start_time?: string;
  readonly duration?: string;
  readonly nb_frames?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export interface FileReport {
  readonly video?: ReportedStream;
  readonly audio?: ReportedStream;
  readonly streams: readonly ReportedStream[];
  readonly tags: Readonly<Record<string, string>>;
}

export async function reportOf(path: string): Promise<FileReport> {
  const show = ['-show_streams', '-show_format', '-show_chapters', '-of', 'json'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, path]);
  const { streams, format } = JSON.parse(stdout) as {
    streams: ReportedStream[];
    format: { tags?: Record<string, string> };
  };
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  return { ...(video && { video }), ...(audio && { audio }), streams, tags: format.tags ?? {} };
}

/** Seconds of a file to look at; `at` counts from the file's start. */
export interface Part {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

const cut = (part: Part | null): string[] =>
  part === null ? [] : ['-ss', String(part.startSeconds), '-t', String(part.durationSeconds)];

/** Pictures are looked at in this size, squeezed. */
export const lookSize = 32;

export interface SeenFrame {
  /** From the start of the file or of the part. */
  readonly timeMs: number;
  /** RGB, {@link lookSize} × {@link lookSize}. */
  readonly rgb: Uint8Array;
}

/** Every frame as a player shows it: turned upright, with its own time. */
export async function framesOf(path: string, part: Part | null = null): Promise<SeenFrame[]> {
  const filters = `scale=${lookSize}:${lookSize}:flags=area,format=rgb24,showinfo=checksum=0`;
  const { stdout, stderr } = await run(
    'ffmpeg',
    [
      ...['-hide_banner', '-nostats', '-nostdin', ...cut(part), '-i', path],
      ...['-map', '0:V:0', '-vf', filters, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer },
  );
  const times = [...String(stderr).matchAll(/\] n: *\d+ pts: *-?\d+ pts_time:(-?[\d.]+)/g)];
  const bytes = lookSize * lookSize * 3;
  return times.map(([, seconds], index) => ({
    timeMs: Number(seconds) * 1000,
    rgb: stdout.subarray(index * bytes, (index + 1) * bytes),
  }));
}

export const soundRateHz = 8000;

/** The sound that a player plays from the same moment on that {@link framesOf} counts from; mono, ±1. */
export async function soundOf(
  path: string,
  track: number,
  part: Part | null = null,
): Promise<Float32Array> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', ...cut(part), '-i', path],
      ...['-map', `0:a:${track}`, '-af', 'aresample=async=1:first_pts=0'],
      ...['-ac', '1', '-ar', String(soundRateHz), '-f', 'f32le', '-'],
    ],
    { encoding: 'buffer', maxBuffer },
  );
  return new Float32Array(new Uint8Array(stdout).buffer);
}

/** A hash of the packets of one sound track: equal where it was copied. */
export async function soundHash(path: string, track = 0): Promise<string> {
  const args = ['-v', 'error', '-i', path, '-map', `0:a:${track}`, '-c', 'copy', '-f', 'md5', '-'];
  return (await run('ffmpeg', args)).stdout.trim();
}
