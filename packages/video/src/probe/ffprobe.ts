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

/** A report on 40 sound tracks is 20 kB; what is much longer was made to fill our memory. */
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
          // Each thread of a decoder would hold pictures of its own, and ffprobe decodes hardly any.
          '-threads',
          '1',
          ...safeInputOptions(container, limits.maxPixels),
        ],
        source: fileUrl(path),
      },
    ],
    // `-o` takes the target that fluent-ffmpeg puts at the end.
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

/** What the headers claim. */
export async function readHeader(target: ProbeTarget): Promise<MediaHeader> {
  let json = '';
  const complaints = await report(headerTask(target), target, (text) => {
    json += text;
    if (json.length > maxReportCharacters) {
      throw new UserError(
        'unreadable-media',
        'The file has more tracks than can be read. Export it with one picture and one sound track, and send it again.',
      );
    }
  });
  const header = parseHeader(json);
  // Some decoders that find a picture too large leave its size out and call it a success.
  if (header.videos.some(({ width }) => width === 0)) refuseSize(complaints, target.limits);
  return header;
}

/** Reads the whole file once, without decoding: headers often know neither the length nor the rate. */
export async function readPacketTimes(
  target: ProbeTarget,
  stream: VideoStream,
): Promise<PacketTimes | null> {
  const lines: string[] = [];
  let rest = '';
  await report(packetTask(target, stream.index), target, (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    checkFrames(lines.length, target.limits);
  });
  return parsePacketTimes([...lines, rest], stream.timeBase);
}

/** Resolves with what ffprobe wrote besides its report. */
async function report(
  task: FfmpegTask,
  { signal, limits }: ProbeTarget,
  take: (text: string) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  await using ffprobe = await FfmpegProcess.start(task, { signal, bounds: limits });
  try {
    for await (const chunk of ffprobe.read()) take(decoder.decode(chunk, { stream: true }));
    return await ffprobe.finish();
  } catch (error) {
    throw error instanceof FfmpegError && error.blamesFile ? refusal(error, limits) : error;
  }
}

/** What ffprobe's error means for the user. */
function refusal(error: FfmpegError, limits: MediaLimits): UserError {
  refuseSize(error.stderrTail, limits);
  return new UserError(
    'unreadable-media',
    'The file begins like a video or image but cannot be read; it is damaged or not complete. See whether it plays, export it again, for example as MP4, and send it again.',
    { cause: error },
  );
}

function refuseSize(complaints: string, limits: MediaLimits): void {
  const size = complaints.match(/Picture size (\d+)x(\d+) (?:exceeds|is invalid)/);
  if (size) checkPixels({ width: Number(size[1]), height: Number(size[2]) }, limits);
}
