import { type MediaLimits, UserError } from '@dance-pose/contracts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type FfmpegTask, fileUrl, pipeOut } from '../process/ffmpeg-task.ts';
import type { Container } from './container.ts';
import {
  headerEntries,
  type MediaHeader,
  parseHeader,
  type VideoStream,
} from './ffprobe-header.ts';
import { safeInputOptions } from './input-options.ts';
import { checkFrames, checkPixels } from './media-limits.ts';
import { type PacketTimes, packetEntries, parsePacketTimes } from './packet-times.ts';

export interface ProbeTarget {
  readonly path: string;
  readonly container: Container;
  readonly limits: MediaLimits;
  readonly signal: AbortSignal;
}

/** A report on 40 sound tracks has 20 kB; a much longer one is an attempt to exhaust our memory. */
const maxReportCharacters = 1_000_000;

function probeTask(
  { path, container, limits }: ProbeTarget,
  report: readonly string[],
): FfmpegTask {
  return {
    tool: 'ffprobe',
    inputs: [
      {
        options: [
          '-hide_banner',
          '-loglevel',
          'error',
          // Each decoder thread would hold frames of its own, and ffprobe decodes hardly any.
          '-threads',
          '1',
          ...safeInputOptions(container, limits.maxPixels),
        ],
        source: fileUrl(path),
      },
    ],
    // fluent-ffmpeg puts the target last, so it becomes the value of `-o`.
    outputs: [{ options: [...report, '-o'], target: pipeOut }],
  };
}

export const headerTask = (target: ProbeTarget): FfmpegTask =>
  probeTask(target, ['-show_entries', headerEntries, '-of', 'json']);

export const packetTask = (target: ProbeTarget, streamIndex: number): FfmpegTask =>
  probeTask(target, [
    '-select_streams',
    String(streamIndex),
    '-show_entries',
    packetEntries,
    '-of',
    'csv=print_section=0',
  ]);

/** Reads the headers of a file. */
export async function readHeader(target: ProbeTarget): Promise<MediaHeader> {
  let json = '';
  const stderr = await runFfprobe(headerTask(target), target, (text) => {
    json += text;
    if (json.length > maxReportCharacters) {
      throw new UserError(
        'unreadable-media',
        'The file has too many tracks. Export it with one video track and one audio track, and try again.',
      );
    }
  });
  const header = parseHeader(json);
  // If a picture is too large, some decoders omit its size and report success.
  if (header.videos.some(({ width }) => width === 0)) refuseSize(stderr, target.limits);
  return header;
}

/** Reads the whole file once without decoding: headers often lack the duration or the rate. */
export async function readPacketTimes(
  target: ProbeTarget,
  stream: VideoStream,
): Promise<PacketTimes | null> {
  const lines: string[] = [];
  let rest = '';
  await runFfprobe(packetTask(target, stream.index), target, (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    checkFrames(lines.length, target.limits);
  });
  return parsePacketTimes([...lines, rest], stream.timeBase);
}

/** Runs ffprobe; resolves with its standard error. */
async function runFfprobe(
  task: FfmpegTask,
  { signal, limits }: ProbeTarget,
  onText: (text: string) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  await using ffprobe = await FfmpegProcess.start(task, { signal, bounds: limits });
  try {
    for await (const chunk of ffprobe.read()) onText(decoder.decode(chunk, { stream: true }));
    return await ffprobe.finish();
  } catch (error) {
    throw error instanceof FfmpegError && error.blamesFile ? refusal(error, limits) : error;
  }
}

/** Converts ffprobe's failure to an error for the user. */
function refusal(error: FfmpegError, limits: MediaLimits): UserError {
  refuseSize(error.stderrTail, limits);
  return new UserError(
    'unreadable-media',
    'The file starts like a video or image but cannot be read; it is damaged or incomplete. Check that it plays, export it again, for example as MP4, and try again.',
    { cause: error },
  );
}

function refuseSize(stderr: string, limits: MediaLimits): void {
  const size = stderr.match(/Picture size (\d+)x(\d+) (?:exceeds|is invalid)/);
  if (size) checkPixels({ width: Number(size[1]), height: Number(size[2]) }, limits);
}
