import type { FrameRange } from '@dance-pose/video';

/** A part of a clip that one engine thread tracks. */
export interface Segment extends FrameRange {
  /**
   * Number of frames before the segment that are tracked and dropped, because an engine needs some frames to lock on.
   */
  readonly warmUp: number;
}

/**
 * MediaPipe smooths over about the last second and needs some frames to lock on to the dancer.
 * docs/performance.md has the remaining difference at a seam after this warm-up.
 */
const warmUpFrames = 30;

/** Possible numbers of segments of a clip. */
const segmentCounts = [16, 12, 8, 6, 4, 3, 2];

/**
 * Length of a series of resync frames. There is one at the start of a warm-up and another after it, for a run that
 * continues into the next segment. They are at every possible start of a segment, used or not, so that the track does
 * not depend on the number of threads.
 */
const resyncFrames = 15;

/** Maximum number of frames by which a run may continue into the next segment. */
export const maxOverrun = 2 * warmUpFrames;

/** Minimum length of a segment, in frames; a shorter one would spend more on its warm-up than it gains. */
const minSegmentFrames = 5 * warmUpFrames;

/** Cost of a frame that is only decoded, relative to one that is tracked. */
const skippedFrameCost = 0.1;

/** Number of frames that are decoded and dropped before a segment that starts at `first`. */
export type DecodedBefore = (first: number) => number;

/**
 * Splits a clip into segments that take about the same time, at most one per thread. Later ones are shorter, because
 * they wait while earlier frames are decoded. The last one has no end: a clip may have more frames than its headers
 * promise.
 */
export function planSegments(
  frameCount: number,
  threads: number,
  decodedBefore: DecodedBefore,
): Segment[] {
  const starts = worthwhileCuts(frameCount, decodedBefore).find(
    ({ length }) => length <= threads,
  ) ?? [0];
  return starts.map((first, at) => {
    const end = starts[at + 1];
    return { first, warmUp: Math.min(first, warmUpFrames), ...(end === undefined ? {} : { end }) };
  });
}

/** Starts of the segments for each possible number of them that are not too short; the largest number first. */
function worthwhileCuts(frameCount: number, decodedBefore: DecodedBefore): number[][] {
  return segmentCounts
    .map((runs) => evenStarts(frameCount, runs, decodedBefore))
    .filter((starts) =>
      starts.every((start, at) => (starts[at + 1] ?? frameCount) - start >= minSegmentFrames),
    );
}

/** Indices of the resync frames. They are the same for every thread, so that separate runs match a single one. */
export function resyncPlan(frameCount: number, decodedBefore: DecodedBefore): ReadonlySet<number> {
  const seams = worthwhileCuts(frameCount, decodedBefore).flatMap((starts) => starts.slice(1));
  const resyncAt = new Set<number>();
  for (const seam of seams) {
    for (const from of [seam - warmUpFrames, seam + resyncFrames]) {
      for (let index = from; index < from + resyncFrames; index++) resyncAt.add(index);
    }
  }
  return resyncAt;
}

function evenStarts(frameCount: number, count: number, decodedBefore: DecodedBefore): number[] {
  /** Starts of the segments for an amount of work each, followed by the end of the last one. */
  const startsFor = (work: number): number[] => {
    const starts = [0, work];
    while (starts.length <= count) {
      const first = starts.at(-1) ?? 0;
      const skipped = decodedBefore(Math.max(0, first - warmUpFrames));
      starts.push(first + work - warmUpFrames - skippedFrameCost * skipped);
    }
    return starts;
  };
  // The end increases with the work per segment (in tracked frames), so bisection finds the amount that fits.
  let [low, high] = [0, frameCount + warmUpFrames];
  while (high - low > 1e-6) {
    const work = (low + high) / 2;
    if ((startsFor(work).at(-1) ?? 0) < frameCount) low = work;
    else high = work;
  }
  return startsFor(high).slice(0, count).map(Math.round);
}
