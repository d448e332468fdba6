import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';

const run = promisify(execFile);

/** A short clip of the synthetic dancer at two counts a second, small enough for a job of a few seconds. */
export async function makeDanceClip(folder: string, counts = 4): Promise<string> {
  const outPath = join(folder, 'dance.mp4');
  const dance = createDance({ width: 360, height: 640, fps: 15, bpm: 120, counts });
  await renderDance({ outPath, dance, signal: new AbortController().signal });
  return outPath;
}

/** Runs FFmpeg with any arguments, for media that no camera makes. */
export async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', ...args]);
}

export interface StreamInfo {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly profile?: string;
  readonly pix_fmt?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration: string;
  readonly nb_frames?: string;
  readonly color_space?: string;
}

export async function streamsOf(path: string): Promise<StreamInfo[]> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', path]);
  return (JSON.parse(stdout) as { streams: StreamInfo[] }).streams;
}

/** MD5 of the audio packets of a file; equal if the stream was copied. */
export async function soundHash(path: string): Promise<string> {
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    '0:a',
    '-c',
    'copy',
    '-f',
    'md5',
    '-',
  ]);
  return stdout.trim();
}

/** Names of an MP4 file's top-level boxes in order. */
export function boxesOf(file: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 8 <= file.length; ) {
    names.push(file.toString('latin1', at + 4, at + 8));
    const size = file.readUInt32BE(at);
    at += size === 1 ? Number(file.readBigUInt64BE(at + 8)) : Math.max(size, 8);
  }
  return names;
}
