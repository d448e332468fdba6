import type { MediaInfo, Size, Warning } from '@dance-pose/contracts';
import type { ProcessBounds } from '../process/process-bounds.ts';
import type { PictureColour } from './colour.ts';
import type { Container } from './container.ts';
import type { FrameRate } from './frame-rate.ts';
import type { Orientation } from './orientation.ts';

/**
 * The frames that both passes see: upright, with square pixels and an even size. Frame `i` is shown `i / rate`
 * seconds after the first.
 */
export interface FramePlan extends Size {
  readonly rate: FrameRate;
  /** What the headers promise; a damaged file gives fewer. */
  readonly frameCount: number;
  /** Of the analysed part, from the start of the file. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Frames of the plan, by their numbers. */
export interface FrameRange {
  readonly first: number;
  /** The one that is not wanted any more; without it, all that there are. */
  readonly end?: number;
}

export const wholeClip: FrameRange = { first: 0 };

/** What FFmpeg has to be told to open the file the same way in both passes. */
export interface MediaSource {
  readonly container: Container;
  readonly videoIndex: number;
  readonly orientation: Orientation;
  readonly colour: PictureColour;
  /** `copy` when the stream can go into an MP4 as it is. */
  readonly audio: {
    readonly index: number;
    readonly copy: boolean;
    readonly channels: number;
    readonly sampleRateHz: number;
  } | null;
  /** The analysed part; null for the whole file. */
  readonly part: { readonly startSeconds: number; readonly durationSeconds: number } | null;
  /** Frames by which the picture begins after the sound. */
  readonly leadFrames: number;
  /** When the frames are shown that decoding can begin with, in order; null where it must begin with the first. */
  readonly keyFrameSeconds: readonly number[] | null;
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxDurationMs: number;
  /** Of each process that reads it. */
  readonly bounds: ProcessBounds;
}

export interface ProbedFile {
  readonly path: string;
  readonly mediaInfo: MediaInfo;
  readonly plan: FramePlan;
  readonly warnings: Warning[];
  readonly source: MediaSource;
}
