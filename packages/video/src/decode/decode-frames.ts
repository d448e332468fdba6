import { frameBytes, type PixelFormat, UserError } from '@dance-pose/contracts';
import { decodingInputOptions } from '../probe/input-options.ts';
import { checkFrames } from '../probe/media-limits.ts';
import { type FrameRange, type ProbedFile, wholeClip } from '../probe/probed-file.ts';
import { inTime, type SeekTarget, seekTarget } from '../probe/seek.ts';
import { decodingThreads } from '../probe/threads.ts';
import { FfmpegError } from '../process/ffmpeg-error.ts';
import { defaultStallMs, FfmpegProcess } from '../process/ffmpeg-process.ts';
import { type FfmpegTask, fileUrl, pipeOut } from '../process/ffmpeg-task.ts';
import { InPlacePipe } from '../process/in-place-pipe.ts';
import { frameFilters } from './frame-filters.ts';

/** Gives memory for one frame. */
type TakeFrame = () => Frame;
type Frame = Uint8Array<ArrayBuffer>;

export interface DecodeOptions {
  readonly signal: AbortSignal;
  /** Only these. Frame `i` is the same whoever asks for it, wherever decoding begins. */
  readonly range?: FrameRange;
  readonly pixels: PixelFormat;
  /** Decoders that work at the same time, this one among them: they share the processors. One unless said. */
  readonly decoders?: number;
  /**
   * Memory for one frame, as many bytes as `frameBytes` says. Up to three are in use at a time: one that
   * the caller has, one that is ready, one that is being filled.
   */
  readonly take: TakeFrame;
}

/** Frames that FFmpeg decodes while the caller is still busy with the one before. */
const readAhead = 2;

/** What a frame that is left out may take on a machine with much else to do. */
const skippedFrameMs = 100;

/** The plan's frames as raw pictures on standard output. With `seek` they end where it led too far, or with damage. */
export function decodeTask(
  { path, plan, source }: ProbedFile,
  pixels: PixelFormat,
  { range = wholeClip, decoders = 1 }: Pick<DecodeOptions, 'range' | 'decoders'> = {},
  seek: SeekTarget | null = null,
): FfmpegTask {
  const threads = Math.max(1, Math.floor(decodingThreads / decoders));
  const filters = [
    ...(seek ? [inTime(seek)] : []),
    ...frameFilters(source, plan, plan, pixels, range),
  ].join(',');
  return {
    tool: 'ffmpeg',
    inputs: [{ options: decodingInputOptions(source, threads, seek), source: fileUrl(path) }],
    outputs: [
      {
        options: [
          // By its number: cover art would be the first or the best picture of some files.
          ...['-map', `0:${source.videoIndex}`],
          ...['-vf', filters],
          // The filters keep the rate; FFmpeg must not repeat or drop once more.
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
 * The frames of the plan in order, each in memory that `take` gave. FFmpeg begins at once and then waits while the
 * caller does; whoever may go before the loop has begun holds them with `await using`. Leaving either early, or
 * aborting, ends FFmpeg first.
 * A damaged file gives the frames that can be read: compare their number with `plan.frameCount`. A range
 * that begins behind them gives none.
 * @throws UserError `unreadable-media` when the file has none at all, `too-many-frames` when the headers lied.
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
    while (this.#ahead.length < readAhead) this.#ahead.push(handled(this.#frames.next()));
  }
}

/** Its rejection is met where it is awaited, which may be after others. */
function handled<T>(promise: Promise<T>): Promise<T> {
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
    const { next, isSure } = yield* decodeFrom(file, options, seek);
    if (isSure) return;
    range = { ...range, first: next };
  }
  const { next } = yield* decodeFrom(file, { ...options, range }, null);
  if (next === 0) throw unreadable(next);
}

interface Decoded {
  /** The number of the frame that would have been next. */
  readonly next: number;
  /** Whether that is all there is, or rather has to be told by decoding what is before as well. */
  readonly isSure: boolean;
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
      // A crash cuts off a frame, too.
      if (filled < bytes) await ffmpeg.finish();
      // With none at all, seeking led too far, or behind the end.
      if (filled === 0) return { next: count, isSure: !seek || count > first };
      if (filled < bytes) throw new Error(`The last frame has ${filled} of ${bytes} bytes`);
      checkFrames(++count, source);
      yield frame;
    }
  } catch (error) {
    if (!(error instanceof FfmpegError && error.blamesFile)) throw error;
    if (seek) return { next: count, isSure: false };
    throw unreadable(count, error);
  }
}

function memoryFor(bytes: number, take: TakeFrame): Frame {
  const frame = take();
  if (frame.length === bytes) return frame;
  throw new RangeError(`A frame has ${bytes} bytes, the memory given for it ${frame.length}`);
}

function unreadable(count: number, cause?: FfmpegError): UserError {
  return new UserError(
    'unreadable-media',
    count === 0
      ? 'No frame of this file can be read; it is damaged or not complete. See whether it plays, export it again, for example as MP4, and send it again.'
      : `This file cannot be read beyond frame ${count}. See whether it plays, export it again, for example as MP4, and send it again.`,
    { cause },
  );
}
