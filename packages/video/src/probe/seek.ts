import { framesPerSecond } from './frame-rate.ts';
import type { FrameRange, ProbedFile } from './probed-file.ts';

/** Where decoding begins that leaves out what comes before; in seconds from the start of the file. */
export interface SeekTarget {
  /** The last key frame before it is where the decoder begins. */
  readonly fromSeconds: number;
  /** The first picture that comes out must be shown by then, or what follows is not what the whole file has there. */
  readonly pictureBySeconds: number;
}

/** For these, range.integration.test.ts shows that frames behind a key frame are the same wherever decoding began. */
const codecs = new Set(['h264', 'hevc', 'vp8', 'vp9', 'mpeg4', 'mjpeg']);
/** They know where their key frames are, and when those are shown. */
const demuxers = new Set(['mov', 'matroska']);

/** A key frame is shown later than it is stored: by the frames that are shown in another order, 16 at most. */
const reorderedFrames = 20;
const marginSeconds = 1;

/** Whether decoding may begin at a key frame: with several pictures in a file those of another would be looked for. */
export const canSeek = (demuxer: string, codec: string | null, pictures: number): boolean =>
  demuxers.has(demuxer) && codec !== null && codecs.has(codec) && pictures === 1;

const marginFrames = (fps: number): number => Math.max(reorderedFrames, marginSeconds * fps);

/** Null where all that comes before has to be decoded, or is not worth to be left out. */
export function seekTarget({ plan, source }: ProbedFile, { first }: FrameRange): SeekTarget | null {
  const fps = framesPerSecond(plan.rate);
  const at = source.leadFrames + first;
  const from = at - marginFrames(fps);
  if (source.keyFrameSeconds === null || from <= 0) return null;
  return { fromSeconds: from / fps, pictureBySeconds: at / fps };
}

/** About how many frames are decoded before a range that begins at `first`, only to be left out. */
export function decodedBefore(file: ProbedFile, first: number): number {
  const { plan, source } = file;
  const seek = seekTarget(file, { first });
  if (seek === null || source.keyFrameSeconds === null) return first;
  const begin = latestUntil(seek.fromSeconds, source.keyFrameSeconds) ?? 0;
  return Math.min(first, (seek.pictureBySeconds - begin) * framesPerSecond(plan.rate));
}

/** By halving: planning asks thousands of times, and every frame may be a key frame. */
function latestUntil(seconds: number, times: readonly number[]): number | undefined {
  let [from, to] = [0, times.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle] ?? 0) <= seconds) from = middle + 1;
    else to = middle;
  }
  return times[from - 1];
}

/** Lets nothing through when the first picture comes too late: some decoders wait until theirs are whole. */
export const inTime = ({ pictureBySeconds }: SeekTarget): string =>
  `select='if(eq(n,0),st(0,lte(t,${pictureBySeconds.toFixed(6)})),ld(0))'`;
