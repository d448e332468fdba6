import type { MediaInfo, Size, Warning } from '@dance-pose/contracts';
import type { ProcessBounds } from '../process/process-bounds.ts';
import type { PictureColour } from './colour.ts';
import type { Container } from './container.ts';
import type { FrameRate } from './frame-rate.ts';
import type { Orientation } from './orientation.ts';

/**
 * The frames that both passes use: upright, with square pixels and even sides. Frame `i` is shown `i / rate` seconds
 * after the first.
 */
export interface FramePlan extends Size {
  readonly rate: FrameRate;
  /** Number of frames according to the headers; a damaged file yields fewer. */
  readonly frameCount: number;
  /** Start of the analysed part, from the start of the file. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** A range of the plan's frames, by index. */
export interface FrameRange {
  readonly first: number;
  /** Index after the last frame; without it, the range extends to the end. */
  readonly end?: number;
}

export const wholeClip: FrameRange = { first: 0 };

/** Everything that FFmpeg needs to open the file in the same way in both passes. */
export interface MediaSource {
  readonly container: Container;
  readonly videoIndex: number;
  readonly orientation: Orientation;
  readonly colour: PictureColour;
  /** The audio stream; `copy` is true if an MP4 can contain it without re-encoding. */
  readonly audio: {
    readonly index: number;
    readonly copy: boolean;
    readonly channels: number;
    readonly sampleRateHz: number;
  } | null;
  /** The analysed part; null for the whole file. */
  readonly part: { readonly startSeconds: number; readonly durationSeconds: number } | null;
  /** Number of frames by which the picture starts after the sound. */
  readonly leadFrames: number;
  /** Presentation times of the frames at which decoding can start, in order; null if it must start at the first. */
  readonly keyFrameSeconds: readonly number[] | null;
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxDurationMs: number;
  /** Limits of each process that reads the file. */
  readonly bounds: ProcessBounds;
}

export interface ProbedFile {
  readonly path: string;
  readonly mediaInfo: MediaInfo;
  readonly plan: FramePlan;
  readonly warnings: Warning[];
  readonly source: MediaSource;
}
