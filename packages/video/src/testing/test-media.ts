import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultMediaLimits, rgbaPixels, type Size } from '@dance-pose/contracts';
import { decodeFrames } from '../decode/decode-frames.ts';
import { standardColour } from '../probe/colour.ts';
import { probeFile } from '../probe/probe-file.ts';
import type { FrameRange, ProbedFile } from '../probe/probed-file.ts';
import type { PictureBox } from '../render/render-task.ts';
import type { RenderRequest } from '../render/render-video.ts';

// Shared by the tests of this package: making clips and inspecting results.

const run = promisify(execFile);

/** Runs `ffmpeg <args> folder/name`; resolves with the path of the result. */
export async function makeMedia(
  folder: string,
  name: string,
  args: readonly string[],
): Promise<string> {
  const path = join(folder, name);
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args, path], { timeout: 30_000 });
  return path;
}

/** `a b c d` of a display matrix. */
export type Matrix = readonly [number, number, number, number];

/** Writes a display matrix into the track header of an MP4 with a single track. */
export async function setDisplayMatrix(path: string, [a, b, c, d]: Matrix): Promise<void> {
  const bytes = await readFile(path);
  const matrixAt = bytes.indexOf('tkhd', 0, 'latin1') + 44;
  for (const [index, value] of [a, b, 0, c, d].entries()) {
    bytes.writeInt32BE(value * 65_536, matrixAt + index * 4);
  }
  await writeFile(path, bytes);
}

/**
 * A picture with coloured quarters, which show a wrong rotation or mirroring, and a black box that moves along the
 * middle and distinguishes each frame from the next.
 */
export function quarters({ width, height }: Size, rate = '25', seconds = 1): string {
  const [w, h] = [width / 2, height / 2];
  const picture = [
    `color=c=red:size=${width}x${height}:rate=${rate}:duration=${seconds}`,
    'format=gbrp',
    `drawbox=x=${w}:y=0:w=${w}:h=${h}:color=lime:t=fill`,
    `drawbox=x=0:y=${h}:w=${w}:h=${h}:color=blue:t=fill`,
    `drawbox=x=${w}:y=${h}:w=${w}:h=${h}:color=white:t=fill`,
  ].join(',');
  const box = `color=c=black:size=16x16:rate=${rate}`;
  return `${picture}[q];${box}[b];[q][b]overlay=x=mod(n*8\\,W):y=${h - 8}:shortest=1:format=gbrp`;
}

export const never: AbortSignal = new AbortController().signal;

export const probe = (path: string): Promise<ProbedFile> =>
  probeFile(path, { fileName: 'clip', limits: defaultMediaLimits, signal: never });

/** A result of `file` that can be decoded without a probe. */
export const resultOf = (file: ProbedFile, path: string): ProbedFile => ({
  ...file,
  path,
  source: {
    ...file.source,
    container: { demuxer: 'mov', kind: 'video' },
    videoIndex: 0,
    orientation: 1,
    colour: standardColour,
  },
});

/** All frames of a clip or of a range, each in its own memory. */
export async function decodeAll(
  file: ProbedFile,
  range?: FrameRange,
  decoders = 1,
): Promise<Uint8Array[]> {
  const bytes = file.plan.width * file.plan.height * 4;
  const frames: Uint8Array[] = [];
  const take = () => new Uint8Array(bytes);
  const options = { signal: never, pixels: rgbaPixels, decoders, take };
  const wanted = range === undefined ? options : { ...options, range };
  for await (const frame of decodeFrames(file, wanted)) frames.push(frame);
  return frames;
}

/** Number of frames that a clip yields, without keeping them. */
export async function countFrames(file: ProbedFile): Promise<number> {
  const memory = new Uint8Array(file.plan.width * file.plan.height * 4);
  let count = 0;
  for await (const _frame of decodeFrames(file, {
    signal: never,
    pixels: rgbaPixels,
    take: () => memory,
  }))
    count++;
  return count;
}

/** Red, green and blue at a position in fractions of the frame. */
export function colourAt(
  frame: Uint8Array | undefined,
  { width, height }: Size,
  [x, y]: readonly [number, number],
): [number, number, number] {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
  return [frame?.[at] ?? -1, frame?.[at + 1] ?? -1, frame?.[at + 2] ?? -1];
}

/** Largest difference of any channel. */
export const colourDistance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? Number.NaN))));

/** Mean difference of the red, green and blue values of two frames. */
export function frameDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) {
    for (let channel = at; channel < at + 3; channel++) {
      sum += Math.abs((a[channel] ?? 0) - (b[channel] ?? 0));
    }
  }
  return sum / ((a.length / 4) * 3);
}

interface ReportedStream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly start_time: string;
  readonly duration: string;
  readonly nb_frames: string;
  readonly [key: string]: unknown;
}

export interface Report {
  readonly video?: ReportedStream;
  readonly audio?: ReportedStream;
  readonly text: string;
}

/** ffprobe's full report on a file. */
export async function report(path: string): Promise<Report> {
  const show = ['-show_streams', '-show_format', '-show_chapters', '-of', 'json'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...show, path]);
  const streams: ReportedStream[] = JSON.parse(stdout).streams;
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return { ...(video && { video }), ...(audio && { audio }), text: stdout };
}

/** Hash of the packets of the first audio stream; equal if it was copied. */
export async function soundHash(path: string): Promise<string> {
  const args = ['-v', 'error', '-i', path, '-map', '0:a:0', '-c', 'copy', '-f', 'md5', '-'];
  return (await run('ffmpeg', args)).stdout;
}

/** True if the index of an MP4 precedes its content. */
export async function isFastStart(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) {
    const box = bytes.toString('latin1', at + 4, at + 8);
    if (box === 'moov' || box === 'mdat') return box === 'moov';
  }
  return false;
}

/** Ids of the processes whose command line contains `text`. */
export async function processesNaming(text: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    const line = /^\d+$/.test(entry)
      ? await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')
      : '';
    if (line.includes(text)) found.push(Number(entry));
  }
  return found;
}

/** `count` transparent drawings over the whole picture, for tests that ignore the drawings. */
export const emptyDrawings = (
  size: Size,
  count: number,
): Pick<RenderRequest, 'box' | 'drawings'> => ({
  box: wholePicture(size),
  drawings: () => repeated(emptyDrawing(size), count),
});

/** Paths of a result and of a poster that shows its first frame. */
export const outputPaths = (
  outPath: string,
): Pick<
  RenderRequest,
  'outPath' | 'posterPath' | 'posterFrame' | 'thumbnails' | 'thumbnailsPath'
> => ({
  outPath,
  posterPath: `${outPath}.jpg`,
  posterFrame: 0,
  thumbnails: { every: 10, width: 32, height: 18 },
  thumbnailsPath: `${outPath}.rgba`,
});

export const wholePicture = (size: Size): PictureBox => ({ x: 0, y: 0, ...size });

/** A transparent drawing for a video, in `yuva420p`. */
export const emptyDrawing = ({ width, height }: Size): Uint8Array =>
  new Uint8Array(width * height * 2.5);

export function* repeated(drawing: Uint8Array, count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index++) yield drawing;
}
