import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

// Inspects files with FFmpeg's own tools only, without the product's code.

const run = promisify(execFile);

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

/** Part of a file, in seconds from its start. */
export interface Part {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

const cut = (part: Part | null): string[] =>
  part === null ? [] : ['-ss', String(part.startSeconds), '-t', String(part.durationSeconds)];

/** Frames are scaled to this width and height, whatever their aspect ratio. */
export const lookSize = 32;

export interface SeenFrame {
  /** Time from the start of the file or of the part. */
  readonly timeMs: number;
  /** RGB, {@link lookSize} × {@link lookSize}. */
  readonly rgb: Uint8Array;
}

/** Picture and sound as a player would render them, from the same start. */
export interface Playing {
  /** All frames, upright, with their own times. */
  readonly frames: readonly SeenFrame[];
  /** Mono, ±1, at {@link soundRateHz}; empty without sound. */
  readonly sound: Float32Array;
  /** Hash of the sound's packets: equal if they were copied. Undefined without sound, or for a part. */
  readonly soundHash: string | undefined;
}

export const soundRateHz = 8000;

const filters = `scale=${lookSize}:${lookSize}:flags=area,format=rgb24,showinfo=checksum=0`;
const picture = ['-map', '0:V:0', '-vf', filters, '-fps_mode', 'passthrough', '-f', 'rawvideo'];
const resampled = [
  ...['-af', 'aresample=async=1:first_pts=0'],
  ...['-ac', '1', '-ar', String(soundRateHz), '-f', 'f32le'],
];

/** @param track of the sound, from 0; null for the picture only. */
export async function play(
  path: string,
  track: number | null = null,
  part: Part | null = null,
): Promise<Playing> {
  const sound = ['-map', `0:a:${track}`];
  const [log, pictures, samples, hash] = await outputsOf([
    ...['-hide_banner', '-nostats', '-nostdin', ...cut(part), '-i', path],
    ...[...picture, 'pipe:3'],
    ...(track === null ? [] : [...sound, ...resampled, 'pipe:4']),
    ...(track === null || part ? [] : [...sound, '-c', 'copy', '-f', 'md5', 'pipe:5']),
  ]);
  const times = [...String(log).matchAll(/\] n: *\d+ pts: *-?\d+ pts_time:(-?[\d.]+)/g)];
  const bytes = lookSize * lookSize * 3;
  return {
    frames: times.map(([, seconds], index) => ({
      timeMs: Number(seconds) * 1000,
      rgb: pictures.subarray(index * bytes, (index + 1) * bytes),
    })),
    sound: new Float32Array(new Uint8Array(samples).buffer),
    soundHash: hash.length > 0 ? String(hash).trim() : undefined,
  };
}

/** Output of ffmpeg on its standard error and pipes 3 to 5. One process, because starting it takes longest. */
async function outputsOf(
  args: readonly string[],
): Promise<[log: Buffer, third: Buffer, fourth: Buffer, fifth: Buffer]> {
  const child = spawn('ffmpeg', args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const pipes = child.stdio.slice(2) as Readable[];
  const [log, ...rest] = await Promise.all(pipes.map((pipe) => buffer(pipe)));
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${log}`);
  return [log, ...rest] as [Buffer, Buffer, Buffer, Buffer];
}
