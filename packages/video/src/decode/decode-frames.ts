import { frameBytes, type PixelFormat, UserError } from '@dance-pose/contracts';
import { decodingInputOptions } from '../probe/input-options.ts';
import { checkFrames } from '../probe/media-limits.ts';
import { type FrameRange, type ProbedFile, wholeClip } from '../probe/probed-file.ts';
import { dropIfLate, type SeekTarget, seekTarget } from '../probe/seek.ts';
import { decodingThreads } from '../probe/threads.ts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { defaultStallMs, FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type FfmpegTask, fileUrl, pipeOut } from '../process/ffmpeg-task.ts';
import { InPlacePipe } from '../process/in-place-pipe.ts';
import { frameFilters } from './frame-filters.ts';

/** Supplies memory for one frame. */
type TakeFrame = () => Frame;
type Frame = Uint8Array<ArrayBuffer>;

export interface DecodeOptions {
  readonly signal: AbortSignal;
  /** Frames to decode; all by default. Frame `i` is the same wherever decoding starts. */
  readonly range?: FrameRange;
  readonly pixels: PixelFormat;
  /** Number of decoders that run at the same time, including this one; they share the processors. Default 1. */
  readonly decoders?: number;
  /**
   * Supplies memory for one frame: exactly `frameBytes` bytes. Up to three frames are in use at a time: one that the
   * caller holds, one that is ready and one that is being filled.
   */
  readonly take: TakeFrame;
}

/** Frames decoded ahead while the caller is busy with the previous one. */
const readAhead = 2;

/** Time allowed for a skipped frame on a busy machine. */
const skippedFrameMs = 100;

/**
 * Writes the plan's frames as raw pictures to standard output. With `seek`, the output ends at damage, and is empty if
 * the first picture comes too late.
 */
export function decodeTask(
  { path, plan, source }: ProbedFile,
  pixels: PixelFormat,
  { range = wholeClip, decoders = 1 }: Pick<DecodeOptions, 'range' | 'decoders'> = {},
  seek: SeekTarget | null = null,
): FfmpegTask {
  const threads = Math.max(1, Math.floor(decodingThreads / decoders));
  const filters = [
    ...(seek ? [dropIfLate(seek)] : []),
    ...frameFilters(source, plan, plan, pixels, range),
  ].join(',');
  return {
    tool: 'ffmpeg',
    inputs: [{ options: decodingInputOptions(source, threads, seek), source: fileUrl(path) }],
    outputs: [
      {
        options: [
          // Map by stream index: in some files, cover art would be the first or the best video stream.
          ...['-map', `0:${source.videoIndex}`],
          ...['-vf', filters],
          // The filters produce the constant rate; FFmpeg must not repeat or drop frames again.
          ...['-fps_mode', 'passthrough'],
          ...(source.container.kind === 'image' ? ['-frames:v', '1'] : []),
          ...['-f', 'rawvideo', '-pix_fmt', pixels.layout],
        ],
        target: pipeOut,
      },
    ],
  };
}

/**
 * Decodes the frames of the plan in order, each into memory that `take` supplied. FFmpeg starts at once and pauses
 * while the caller is busy. A caller that may leave before the loop starts must hold the result with `await using`.
 * Leaving early or aborting ends FFmpeg first. A damaged file yields the readable frames only: compare their number
 * with `plan.frameCount`. A range after the last readable frame yields none.
 * @throws UserError `unreadable-media` if no frame of the file can be read, `too-many-frames` if the headers
 *   understated their number.
 */
export function decodeFrames(file: ProbedFile, options: DecodeOptions): DecodedFrames {
  return new DecodedFrames(file, options);
}

type NextFrame = IteratorResult<Frame, undefined>;

/** See {@link decodeFrames}. */
class DecodedFrames implements AsyncIterableIterator<Frame, undefined>, AsyncDisposable {
  readonly #signal: AbortSignal;
  readonly #closing = new AbortController();
  readonly #frames: Frames<undefined>;
  readonly #ahead: Promise<NextFrame>[] = [];

  constructor(file: ProbedFile, options: DecodeOptions) {
    this.#signal = options.signal;
    const signal = AbortSignal.any([this.#signal, this.#closing.signal]);
    this.#frames = decodeInOrder(file, { range: wholeClip, decoders: 1, ...options, signal });
    this.#readAhead();
  }

  async next(): Promise<NextFrame> {
    this.#readAhead();
    try {
      const next = await this.#ahead.shift();
      this.#signal.throwIfAborted();
      if (next && !next.done) return next;
    } catch (error) {
      await this.return();
      throw error;
    }
    return this.return();
  }

  async return(): Promise<NextFrame> {
    this.#closing.abort();
    await Promise.allSettled(this.#ahead);
    return this.#frames.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #readAhead(): void {
    while (this.#ahead.length < readAhead) this.#ahead.push(markHandled(this.#frames.next()));
  }
}

/** Marks a rejection as handled: the promise is awaited later, possibly after others. */
function markHandled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

type Frames<Result> = AsyncGenerator<Frame, Result>;

async function* decodeInOrder(
  file: ProbedFile,
  options: Required<DecodeOptions>,
): Frames<undefined> {
  let { range } = options;
  const seek = seekTarget(file, range);
  if (seek) {
    const { next, isComplete } = yield* decodeFrom(file, options, seek);
    if (isComplete) return;
    range = { ...range, first: next };
  }
  const { next } = yield* decodeFrom(file, { ...options, range }, null);
  if (next === 0) throw unreadable(next);
}

interface Decoded {
  /** Index of the frame that would have been next. */
  readonly next: number;
  /** True if there are no more frames; false if that needs decoding from the start of the file. */
  readonly isComplete: boolean;
}

async function* decodeFrom(
  file: ProbedFile,
  { signal, pixels, take, ...how }: Required<DecodeOptions>,
  seek: SeekTarget | null,
): Frames<Decoded> {
  const { plan, source } = file;
  const { bounds } = source;
  const { first } = how.range;
  const stallMs = defaultStallMs + first * skippedFrameMs;
  const bytes = frameBytes(plan, pixels);
  let count = first;
  using stdout = await InPlacePipe.open();
  const start = { signal, bounds, stallMs, stdout };
  await using ffmpeg = await FfmpegProcess.start(decodeTask(file, pixels, how, seek), start);
  try {
    for (;;) {
      const frame = memoryFor(bytes, take);
      const filled = await ffmpeg.fill(frame);
      // A crash may also truncate a frame.
      if (filled < bytes) await ffmpeg.finish();
      // No frame at all: the seek went too far, or the range is after the end.
      if (filled === 0) return { next: count, isComplete: !seek || count > first };
      if (filled < bytes) throw new Error(`The last frame has ${filled} of ${bytes} bytes`);
      checkFrames(++count, source);
      yield frame;
    }
  } catch (error) {
    if (!(error instanceof FfmpegError && error.blamesFile)) throw error;
    if (seek) return { next: count, isComplete: false };
    throw unreadable(count, error);
  }
}

function memoryFor(bytes: number, take: TakeFrame): Frame {
  const frame = take();
  if (frame.length === bytes) return frame;
  throw new RangeError(
    `A frame needs ${bytes} bytes, but the memory supplied for it has ${frame.length}`,
  );
}

function unreadable(count: number, cause?: FfmpegError): UserError {
  return new UserError(
    'unreadable-media',
    count === 0
      ? 'No frame of this file can be read; it is damaged or incomplete. Check that it plays, export it again, for example as MP4, and try again.'
      : `This file cannot be read beyond frame ${count}. Check that it plays, export it again, for example as MP4, and try again.`,
    { cause },
  );
}
