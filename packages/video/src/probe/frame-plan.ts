import { type JobOptions, type Size, UserError } from '@dance-pose/contracts';
import type { MediaHeader, VideoStream } from './ffprobe-header.ts';
import { chooseRate, type FrameRate, framesPerSecond } from './frame-rate.ts';
import { swapsSides } from './orientation.ts';
import type { PacketTimes } from './packet-times.ts';
import type { MediaSource } from './probed-file.ts';

/** Pixel aspect ratios outside this range come from damaged headers; anamorphic video and DV are within 1:2 to 2:1. */
const credibleAspect = { min: 1 / 4, max: 4 };

export const hasCredibleAspect = ({ sampleAspectRatio }: VideoStream): boolean =>
  sampleAspectRatio >= credibleAspect.min && sampleAspectRatio <= credibleAspect.max;

/** Size of the upright picture with square pixels: one side is stretched, none is shrunk, so that no detail is lost. */
export function uprightSize(stream: VideoStream): Size {
  const aspect = hasCredibleAspect(stream) ? stream.sampleAspectRatio : 1;
  const width = Math.round(stream.width * Math.max(aspect, 1));
  const height = Math.round(stream.height / Math.min(aspect, 1));
  return swapsSides(stream.orientation) ? { width: height, height: width } : { width, height };
}

/** H.264 4:2:0 stores colours for 2×2 pixels, so an odd side grows by one. */
export const evenSize = ({ width, height }: Size): Size => ({
  width: width + (width % 2),
  height: height + (height % 2),
});

/** Presentation times of a clip, in seconds from the start of the file's earliest track. */
export interface ClipTiming {
  readonly rate: FrameRate;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly variableRate: boolean;
  /** Frame rate of the file; higher than `rate` if that was limited. */
  readonly storedFps: number;
  /** Presentation times of the key frames from the start of the file, in order; null if unknown. */
  readonly keyFrameSeconds: readonly number[] | null;
}

/**
 * @param packets null if no packet has a time.
 * @throws UserError if nothing gives the duration of the clip.
 */
export function clipTiming(
  header: MediaHeader,
  stream: VideoStream,
  packets: PacketTimes | null,
): ClipTiming {
  const claimedStart = stream.startSeconds ?? header.startSeconds;
  const claimedEnd = stream.durationSeconds === null ? null : claimedStart + stream.durationSeconds;
  const isTruncated = isTruncatedFile(claimedEnd, packets);
  const span = packets ? packets.endSeconds - packets.startSeconds : 0;
  const measured = isTruncated ? null : (packets?.rate ?? null);
  const rate = chooseRate(stream.averageRate, measured, span);
  const end = isTruncated ? claimedEnd : (packets?.endSeconds ?? claimedEnd);
  if (end === null) {
    throw new UserError(
      'unreadable-media',
      'The file contains no readable frame. Check that it plays, export it again, for example as MP4, and try again.',
    );
  }
  const { startSeconds } = header;
  return {
    rate,
    startSeconds: Math.max(0, (packets?.startSeconds ?? claimedStart) - startSeconds),
    endSeconds: Math.max(0, end - startSeconds),
    variableRate: packets?.variable ?? false,
    storedFps: measured ?? framesPerSecond(rate),
    keyFrameSeconds: isTruncated
      ? null
      : (packets?.keyFrameSeconds.map((seconds) => seconds - startSeconds) ?? null),
  };
}

/** Packet times are exact unless the file is truncated; then the header gives the intended end. */
function isTruncatedFile(claimedEnd: number | null, packets: PacketTimes | null): boolean {
  if (claimedEnd === null || packets === null) return false;
  return claimedEnd - packets.endSeconds > Math.max(0.1, 2 / (packets.rate ?? 10));
}

/** The part of the clip that is analysed, in seconds; null for all of it. */
export function analysedPart(trim: JobOptions['trim'], clip: ClipTiming): MediaSource['part'] {
  if (!trim) return null;
  const startSeconds = trim.startMs / 1000;
  if (startSeconds >= clip.endSeconds) {
    throw new UserError(
      'invalid-options',
      `trim.startMs is ${trim.startMs}, but the clip ends after ${Math.round(clip.endSeconds * 1000)} ms. Choose a start within the clip.`,
      { fields: [{ path: 'trim.startMs', message: 'is after the end of the clip' }] },
    );
  }
  const endSeconds = Math.min(clip.endSeconds, (trim.endMs ?? Number.POSITIVE_INFINITY) / 1000);
  return { startSeconds, durationSeconds: endSeconds - startSeconds };
}

export interface PlannedFrames {
  /** Number of grid frames before the first picture. */
  readonly leadFrames: number;
  readonly frameCount: number;
}

/** Counts like FFmpeg's `fps` filter: start and end are each rounded to the grid. */
export function plannedFrames(clip: ClipTiming, part: MediaSource['part']): PlannedFrames {
  const fps = framesPerSecond(clip.rate);
  const from = part?.startSeconds ?? 0;
  const until = part ? Math.min(clip.endSeconds - from, part.durationSeconds) : clip.endSeconds;
  const leadFrames = Math.max(0, Math.round((clip.startSeconds - from) * fps));
  return { leadFrames, frameCount: Math.max(1, Math.round(until * fps) - leadFrames) };
}
