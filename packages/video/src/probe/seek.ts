import { framesPerSecond } from './frame-rate.ts';
import type { FrameRange, ProbedFile } from './probed-file.ts';

/** Start of decoding that skips earlier frames; in seconds from the start of the file. */
export interface SeekTarget {
  /** Seek position: the decoder starts at the last key frame before it. */
  readonly fromSeconds: number;
  /** Latest presentation time of the first decoded picture; a later one means that frames are missing. */
  readonly pictureBySeconds: number;
}

/** Codecs whose frames after a key frame do not depend on where decoding started, see range.long.test.ts. */
const codecs = new Set(['h264', 'hevc', 'vp8', 'vp9', 'mpeg4', 'mjpeg']);
/** These demuxers know the positions and presentation times of key frames. */
const demuxers = new Set(['mov', 'matroska']);

/** A key frame is shown later than it is stored, by the number of reordered frames: 16 at most. */
const reorderedFrames = 20;
const marginSeconds = 1;

/** True if decoding may start at a key frame; with several video streams, FFmpeg might seek by another one's. */
export const canSeek = (demuxer: string, codec: string | null, pictures: number): boolean =>
  demuxers.has(demuxer) && codec !== null && codecs.has(codec) && pictures === 1;

const marginFrames = (fps: number): number => Math.max(reorderedFrames, marginSeconds * fps);

/** Where to seek for a range; null if everything before it must be decoded, or is too short to be worth skipping. */
export function seekTarget({ plan, source }: ProbedFile, { first }: FrameRange): SeekTarget | null {
  const fps = framesPerSecond(plan.rate);
  const at = source.leadFrames + first;
  const from = at - marginFrames(fps);
  if (source.keyFrameSeconds === null || from <= 0) return null;
  return { fromSeconds: from / fps, pictureBySeconds: at / fps };
}

/** Approximate number of frames that are decoded and dropped before a range that starts at `first`. */
export function decodedBefore(file: ProbedFile, first: number): number {
  const { plan, source } = file;
  const seek = seekTarget(file, { first });
  if (seek === null || source.keyFrameSeconds === null) return first;
  const keyFrame = latestUntil(seek.fromSeconds, source.keyFrameSeconds) ?? 0;
  return Math.min(first, (seek.pictureBySeconds - keyFrame) * framesPerSecond(plan.rate));
}

/** Binary search: planning calls this thousands of times, and every frame may be a key frame. */
function latestUntil(seconds: number, times: readonly number[]): number | undefined {
  let [from, to] = [0, times.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle] ?? 0) <= seconds) from = middle + 1;
    else to = middle;
  }
  return times[from - 1];
}

/** Drops all frames if the first picture comes too late: some decoders wait for a complete picture. */
export const dropIfLate = ({ pictureBySeconds }: SeekTarget): string =>
  `select='if(eq(n,0),st(0,lte(t,${pictureBySeconds.toFixed(6)})),ld(0))'`;
