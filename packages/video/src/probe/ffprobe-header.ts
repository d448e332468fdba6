import type { Size } from '@dance-pose/contracts';
import { z } from 'zod';
import type { FrameRate } from './frame-rate.ts';
import { type Orientation, orientationOfMatrix } from './orientation.ts';

interface HeaderStream {
  readonly index: number;
  /** Null if FFmpeg does not know the codec. */
  readonly codec: string | null;
  readonly isDefault: boolean;
  /** On the file's own time line, which need not start at 0. */
  readonly startSeconds: number | null;
  readonly durationSeconds: number | null;
}

/** A video stream; its size is the stored one, before rotation and in pixels that may not be square. */
export interface VideoStream extends HeaderStream, Size {
  readonly pixelFormat: string;
  readonly sampleAspectRatio: number;
  readonly averageRate: FrameRate | null;
  readonly timeBase: FrameRate;
  readonly frameCount: number | null;
  readonly orientation: Orientation;
  /** FFmpeg's names; `unknown` if the file has no tag. */
  readonly colour: {
    readonly range: string;
    readonly matrix: string;
    readonly transfer: string;
    readonly primaries: string;
  };
}

export interface AudioStream extends HeaderStream {
  readonly channels: number;
  readonly sampleRateHz: number;
}

/** The headers of a file; they may be wrong. */
export interface MediaHeader {
  readonly container: string;
  readonly startSeconds: number;
  readonly durationSeconds: number | null;
  /** In the order of the file, without cover images (attached pictures). */
  readonly videos: readonly VideoStream[];
  readonly audios: readonly AudioStream[];
}

/** ffprobe writes numbers as text, and `N/A` or nothing if a value is unknown. */
const number = z
  .union([z.string(), z.number()])
  .optional()
  .transform((value) => {
    const parsed = Number(value ?? Number.NaN);
    return Number.isFinite(parsed) ? parsed : null;
  });

const name = z.string().default('unknown');

const streamSchema = z.object({
  index: z.int(),
  codec_type: name,
  codec_name: z.string().optional(),
  pix_fmt: name,
  width: number,
  height: number,
  sample_aspect_ratio: z.string().default(''),
  avg_frame_rate: z.string().default(''),
  time_base: z.string().default(''),
  start_time: number,
  duration: number,
  nb_frames: number,
  color_range: name,
  color_space: name,
  color_transfer: name,
  color_primaries: name,
  channels: number,
  sample_rate: number,
  disposition: z.object({ default: number, attached_pic: number }).partial().default({}),
  tags: z.object({ DURATION: z.string() }).partial().default({}),
  side_data_list: z.array(z.object({ displaymatrix: z.string().optional() })).default([]),
});
type RawStream = z.infer<typeof streamSchema>;

const headerSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: name, start_time: number, duration: number }),
});

/** The entries of ffprobe's report that {@link parseHeader} reads; a full report has no size limit. */
export const headerEntries = [
  'format=format_name,start_time,duration',
  `stream=${Object.keys(streamSchema.shape)
    .filter((key) => !['disposition', 'tags', 'side_data_list'].includes(key))
    .join(',')}`,
  'stream_disposition=default,attached_pic',
  'stream_tags=DURATION',
  'stream_side_data=displaymatrix',
].join(':');

/** @param json ffprobe's output for {@link headerEntries}. */
export function parseHeader(json: string): MediaHeader {
  const { streams, format } = headerSchema.parse(JSON.parse(json));
  return {
    container: format.format_name,
    startSeconds: format.start_time ?? 0,
    durationSeconds: format.duration,
    videos: streams
      .filter((stream) => stream.codec_type === 'video' && stream.disposition.attached_pic !== 1)
      .map(videoStream),
    audios: streams.filter((stream) => stream.codec_type === 'audio').map(audioStream),
  };
}

function headerStream(raw: RawStream): HeaderStream {
  return {
    index: raw.index,
    codec: raw.codec_name === 'unknown' ? null : (raw.codec_name ?? null),
    isDefault: raw.disposition.default === 1,
    startSeconds: raw.start_time,
    durationSeconds: raw.duration ?? taggedSeconds(raw),
  };
}

function videoStream(raw: RawStream): VideoStream {
  return {
    ...headerStream(raw),
    width: raw.width ?? 0,
    height: raw.height ?? 0,
    pixelFormat: raw.pix_fmt,
    sampleAspectRatio: ratio(raw.sample_aspect_ratio.replace(':', '/')) ?? 1,
    averageRate: fraction(raw.avg_frame_rate),
    timeBase: fraction(raw.time_base) ?? { num: 1, den: 1000 },
    frameCount: raw.nb_frames,
    orientation: orientationOf(raw),
    colour: {
      range: raw.color_range,
      matrix: raw.color_space,
      transfer: raw.color_transfer,
      primaries: raw.color_primaries,
    },
  };
}

function audioStream(raw: RawStream): AudioStream {
  return { ...headerStream(raw), channels: raw.channels ?? 0, sampleRateHz: raw.sample_rate ?? 0 };
}

/** Parses a fraction of two positive integers; null for `0/0`, `1/0` and the like. */
function fraction(text: string): FrameRate | null {
  const [num, den] = text.split('/').map(Number);
  if (!num || !den || !(num > 0 && den > 0)) return null;
  return Number.isSafeInteger(num) && Number.isSafeInteger(den) ? { num, den } : null;
}

function ratio(text: string): number | null {
  const parsed = fraction(text);
  return parsed && parsed.num / parsed.den;
}

/**
 * Reads the duration of a Matroska track from a tag such as `00:00:05.100000000`. FFmpeg writes the end time there,
 * even for a track that starts late; other writers store the duration, which this then reads as slightly shorter.
 */
function taggedSeconds({ tags, start_time }: RawStream): number | null {
  const match = tags.DURATION?.match(/^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/);
  if (!match) return null;
  const end = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  return Math.max(0, end - Math.max(0, start_time ?? 0));
}

/** ffprobe prints the display matrix as three lines `0000000n: a b u`. */
function orientationOf(raw: RawStream): Orientation {
  const matrix = raw.side_data_list.find((data) => data.displaymatrix)?.displaymatrix;
  const rows = (matrix ?? '')
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) =>
      line
        .slice(line.indexOf(':') + 1)
        .trim()
        .split(/\s+/)
        .map(Number),
    );
  const [[a = 1, b = 0] = [], [c = 0, d = 1] = []] = rows;
  return orientationOfMatrix(a, b, c, d);
}
