import { type FileHandle, open } from 'node:fs/promises';
import {
  type JobOptions,
  type MediaInfo,
  type MediaLimits,
  UserError,
  type Warning,
  warn,
} from '@dance-pose/contracts';
import { pictureColour } from './colour.ts';
import { type Container, containerHeadBytes, recogniseContainer } from './container.ts';
import { type ReadAt, readExifOrientation } from './exif.ts';
import { type ProbeTarget, readHeader, readPacketTimes } from './ffprobe.ts';
import type { AudioStream, MediaHeader, VideoStream } from './ffprobe-header.ts';
import {
  analysedPart,
  type ClipTiming,
  clipTiming,
  evenSize,
  hasCredibleAspect,
  plannedFrames,
  uprightSize,
} from './frame-plan.ts';
import { framesPerSecond } from './frame-rate.ts';
import { checkBytes, checkDuration, checkFrames, checkPixels } from './media-limits.ts';
import { clockwiseDegrees, type Orientation } from './orientation.ts';
import type { MediaSource, ProbedFile } from './probed-file.ts';
import { canSeek } from './seek.ts';

export interface ProbeOptions {
  /** The user's name of the file; for display only. */
  readonly fileName: string;
  readonly limits: MediaLimits;
  readonly trim?: JobOptions['trim'];
  readonly signal: AbortSignal;
}

/**
 * Identifies a file by its content alone and plans its frames. ffprobe decodes only as much as it needs to find the
 * pixel format, and every limit is checked before the work that it bounds.
 * @throws UserError if the file cannot be accepted; its message is for the user.
 */
export async function probeFile(path: string, options: ProbeOptions): Promise<ProbedFile> {
  const { limits, signal } = options;
  const { container, sizeBytes, exif } = await inspect(path, limits);
  const target: ProbeTarget = { path, container, limits, signal };
  const header = await readHeader(target);
  const stored = selectVideoStream(header);
  const stream = container.kind === 'image' ? { ...stored, orientation: exif } : stored;
  checkPixels(stream, limits);
  checkPixels(uprightSize(stream), limits);
  const clip = container.kind === 'image' ? still : await measuredClip(target, header, stream);
  return describe(path, sizeBytes, options, { container, header, stream, clip });
}

/** The part of the probe that does not need FFmpeg. */
async function inspect(
  path: string,
  limits: MediaLimits,
): Promise<{ container: Container; sizeBytes: number; exif: Orientation }> {
  await using file = await open(path, 'r');
  const { size: sizeBytes } = await file.stat();
  checkBytes(sizeBytes, limits);
  const readAt = reader(file);
  const head = await readAt(0, containerHeadBytes);
  const container = recogniseContainer(new Uint8Array(head.buffer, 0, head.byteLength));
  if (!container) {
    throw new UserError(
      'unsupported-format',
      'The content of this file has none of the accepted formats: MP4, MOV, M4V, MKV, WebM and AVI video, JPEG, PNG and WebP images. The file extension does not matter. Convert the file, for example to MP4 or JPEG, and try again.',
    );
  }
  return { container, sizeBytes, exif: await readExifOrientation(container.demuxer, readAt) };
}

const reader =
  (file: FileHandle): ReadAt =>
  async (position, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return new DataView(buffer.buffer, buffer.byteOffset, bytesRead);
  };

/** The video stream that players select. */
function selectVideoStream({ videos, audios }: MediaHeader): VideoStream {
  const stream = videos.find(({ isDefault }) => isDefault) ?? videos[0];
  if (!stream) {
    throw new UserError(
      'no-video',
      audios.length > 0
        ? 'A clip must have a picture; this file has only sound (a cover image does not count). Use the video itself.'
        : 'A clip must have a picture; this file has no video track. Use the video itself.',
    );
  }
  if (!(stream.width > 0 && stream.height > 0) || stream.codec === null) {
    throw new UserError(
      'unreadable-media',
      'The video format of this file is not supported. Export it again, for example as MP4 with H.264, and try again.',
    );
  }
  return stream;
}

const still: ClipTiming = {
  rate: { num: 1, den: 1 },
  startSeconds: 0,
  endSeconds: 1,
  variableRate: false,
  storedFps: 1,
  keyFrameSeconds: null,
};

async function measuredClip(
  target: ProbeTarget,
  header: MediaHeader,
  stream: VideoStream,
): Promise<ClipTiming> {
  const { limits } = target;
  checkDuration(header.durationSeconds, limits);
  checkDuration(stream.durationSeconds, limits);
  checkFrames(stream.frameCount, limits);
  const clip = clipTiming(header, stream, await readPacketTimes(target, stream));
  checkDuration(clip.endSeconds - clip.startSeconds, limits);
  return clip;
}

interface Findings {
  readonly container: Container;
  readonly header: MediaHeader;
  readonly stream: VideoStream;
  readonly clip: ClipTiming;
}

function describe(
  path: string,
  sizeBytes: number,
  { fileName, limits, trim }: ProbeOptions,
  findings: Findings,
): ProbedFile {
  const { container, header, stream, clip } = findings;
  const isImage = container.kind === 'image';
  const part = isImage ? null : analysedPart(trim, clip);
  const { leadFrames, frameCount } = plannedFrames(clip, part);
  checkFrames(frameCount, limits);
  const audio = isImage ? undefined : selectAudioStream(header);
  return {
    path,
    mediaInfo: describeMedia(findings, { fileName, sizeBytes, audio }),
    plan: {
      ...evenSize(uprightSize(stream)),
      rate: clip.rate,
      frameCount,
      startMs: Math.round((part?.startSeconds ?? 0) * 1000),
      durationMs: isImage ? 0 : Math.round((frameCount / framesPerSecond(clip.rate)) * 1000),
    },
    warnings: warnings(findings),
    source: {
      container,
      videoIndex: stream.index,
      orientation: stream.orientation,
      colour: pictureColour(stream),
      audio: audio
        ? {
            index: audio.index,
            copy: audio.codec === 'aac' && part === null,
            channels: audio.channels,
            sampleRateHz: audio.sampleRateHz,
          }
        : null,
      part,
      leadFrames,
      keyFrameSeconds: canSeekWithin(findings, part) ? clip.keyFrameSeconds : null,
      maxPixels: limits.maxPixels,
      maxFrames: limits.maxFrames,
      maxDurationMs: limits.maxDurationMs,
      bounds: limits,
    },
  };
}

/** A trimmed part always starts at its own start: its timestamps are relative to it. */
const canSeekWithin = (
  { container, header, stream }: Findings,
  part: MediaSource['part'],
): boolean => part === null && canSeek(container.demuxer, stream.codec, header.videos.length);

/** The audio stream that players select, of those that can be decoded. */
function selectAudioStream({ audios }: MediaHeader): AudioStream | undefined {
  const playable = audios.filter(isPlayable);
  return playable.find(({ isDefault }) => isDefault) ?? playable[0];
}

/** FFmpeg reports neither channels nor sample rate of a stream that it cannot decode. */
const isPlayable = ({ codec, channels, sampleRateHz }: AudioStream): boolean =>
  codec !== null && channels > 0 && sampleRateHz > 0;

function describeMedia(
  { container, header, stream, clip }: Findings,
  own: { fileName: string; sizeBytes: number; audio: AudioStream | undefined },
): MediaInfo {
  const { fileName, sizeBytes, audio } = own;
  const durationMs = Math.round((clip.endSeconds - clip.startSeconds) * 1000);
  return {
    fileName,
    kind: container.kind,
    sizeBytes,
    container: header.container,
    videoCodec: stream.codec ?? 'unknown',
    pixelFormat: stream.pixelFormat,
    ...uprightSize(stream),
    rotation: clockwiseDegrees(stream.orientation),
    sampleAspectRatio: stream.sampleAspectRatio,
    fps: framesPerSecond(clip.rate),
    frameCount: plannedFrames(clip, null).frameCount,
    durationMs: container.kind === 'image' ? 0 : durationMs,
    variableFrameRate: clip.variableRate,
    hdr: pictureColour(stream).hdr !== null,
    audio: audio
      ? {
          codec: audio.codec ?? 'unknown',
          channels: audio.channels,
          sampleRateHz: audio.sampleRateHz,
          ...(audio.durationSeconds === null
            ? {}
            : { durationMs: Math.round(audio.durationSeconds * 1000) }),
        }
      : null,
  };
}

function warnings({ header, stream, clip }: Findings): Warning[] {
  const fps = framesPerSecond(clip.rate);
  return [
    ...(clip.storedFps > fps * 1.01
      ? [warn('frame-rate-reduced', { fps: clip.storedFps, analysedFps: fps })]
      : []),
    ...(clip.variableRate ? [warn('variable-frame-rate', { analysedFps: fps })] : []),
    ...(pictureColour(stream).hdr ? [warn('hdr-tone-mapped')] : []),
    ...(hasCredibleAspect(stream)
      ? []
      : [warn('pixel-shape-ignored', { ratio: stream.sampleAspectRatio })]),
    ...soundWarnings(header),
  ];
}

function soundWarnings(header: MediaHeader): Warning[] {
  const { audios } = header;
  const sound = selectAudioStream(header);
  if (sound === undefined) return audios.length > 0 ? [warn('sound-unreadable', {})] : [];
  if (audios.length < 2) return [];
  const { codec, channels } = sound;
  const kept = audios.indexOf(sound) + 1;
  return [
    warn('sound-tracks-dropped', { tracks: audios.length, kept, codec: String(codec), channels }),
  ];
}
