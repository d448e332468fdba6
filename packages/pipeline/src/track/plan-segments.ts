import type { FrameRange } from '@dance-pose/video';

/** A run of frames that one engine thread tracks. */
export interface Segment extends FrameRange {
  /** Tracked as well, and thrown away: an engine knows a dancer only after it has seen some frames. */
  readonly warmUp: number;
}

/**
 * MediaPipe smooths over about the last second, and takes some frames to settle on the dancer.
 * docs/performance.md has what is left of the seam after so many.
 */
const warmUpFrames = 30;

/** Into how many runs a clip may be cut. */
const cuts = [16, 12, 8, 6, 4, 3, 2];

/**
 * So long the engine settles, at the beginning of a warm-up and, for a run that has to go on, once more behind it. It
 * does wherever a run may begin, whether one does or not: so the track is the same however many threads there are.
 */
const resyncFrames = 15;

/** How far a run may go on into the next one. */
export const mostRunOn = 2 * warmUpFrames;

/** Shorter runs would spend more on the warm-up than they gain. */
const shortest = 5 * warmUpFrames;

/** What a frame before a run costs, which is decoded only, beside one that is tracked. */
const skippedShare = 0.1;

/** How many frames before a run that begins at `first` are decoded, only to be thrown away. */
export type DecodedBefore = (first: number) => number;

/**
 * Cuts a clip into runs that take about the same time, at most one a thread: later ones are shorter, since they
 * wait for what comes before them to be decoded. The last has no end: a clip may have more frames than its
 * headers promise.
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

/** Where runs begin, for each number of them that are not too short; the most first. */
function worthwhileCuts(frameCount: number, decodedBefore: DecodedBefore): number[][] {
  return cuts
    .map((runs) => evenStarts(frameCount, runs, decodedBefore))
    .filter((starts) =>
      starts.every((start, at) => (starts[at + 1] ?? frameCount) - start >= shortest),
    );
}

/** The frames at which the engine settles, whoever looks at them, so that runs are those of one thread. */
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
  /** And, behind the starts, where the last run ends. */
  const startsFor = (work: number): number[] => {
    const starts = [0, work];
    while (starts.length <= count) {
      const first = starts.at(-1) ?? 0;
      const skipped = decodedBefore(Math.max(0, first - warmUpFrames));
      starts.push(first + work - warmUpFrames - skippedShare * skipped);
    }
    return starts;
  };
  // That grows with the work of each, in tracked frames, so halving finds the one that fits.
  let [tooLittle, enough] = [0, frameCount + warmUpFrames];
  while (enough - tooLittle > 1e-6) {
    const work = (tooLittle + enough) / 2;
    if ((startsFor(work).at(-1) ?? 0) < frameCount) tooLittle = work;
    else enough = work;
  }
  return startsFor(enough).slice(0, count).map(Math.round);
}
