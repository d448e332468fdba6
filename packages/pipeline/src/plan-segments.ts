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

/** Runs begin at multiples of this. */
const seamSpacing = 60;

/**
 * Of the warm-up, in which the engine settles. They stand before every place where a run could begin, whether one
 * does or not: so the track is the same however many threads there are.
 */
const settlingFrames = 15;

/** Shorter runs would spend more on the warm-up than they gain. */
const shortest = 5 * warmUpFrames;

/** What a frame before a run costs, which is decoded only, beside one that is tracked. */
const skippedShare = 0.1;

/**
 * Cuts a clip into runs that take about the same time, at most one a thread: later ones are shorter, since they
 * wait for what comes before them to be decoded. The last has no end: a clip may have more frames than its
 * headers promise.
 */
export function planSegments(frameCount: number, threads: number): Segment[] {
  const starts = startsOfRuns(frameCount, threads);
  return starts.map((first, at) => {
    const end = starts[at + 1];
    return { first, warmUp: Math.min(first, warmUpFrames), ...(end === undefined ? {} : { end }) };
  });
}

/** Whether the engine settles at a frame, so that runs which begin after it are those of one thread. */
export function isSettling(index: number, frameCount: number): boolean {
  const toSeam = seamSpacing - (index % seamSpacing);
  const seam = index + toSeam;
  // Also behind the last of them, for a run that has to go on.
  const isCut = frameCount >= 2 * shortest && seam >= shortest;
  return isCut && toSeam <= warmUpFrames && toSeam > warmUpFrames - settlingFrames;
}

/** As many as are not too short. */
function startsOfRuns(frameCount: number, threads: number): number[] {
  for (let count = Math.min(threads, Math.floor(frameCount / shortest)); count > 1; count--) {
    const starts = evenStarts(frameCount, count);
    const lengths = starts.map((start, at) => (starts[at + 1] ?? frameCount) - start);
    if (Math.min(...lengths) >= shortest) return starts;
  }
  return [0];
}

function evenStarts(frameCount: number, count: number): number[] {
  const startsFor = (work: number): number[] => {
    const starts = [0, work];
    while (starts.length <= count) {
      const first = starts.at(-1) ?? 0;
      starts.push(first + work - warmUpFrames - skippedShare * first);
    }
    return starts;
  };
  // Where the last run ends grows evenly with the work of each, in tracked frames.
  const [none = 0, one = 0] = [0, 1].map((work) => startsFor(work).at(-1));
  const starts = startsFor((frameCount - none) / (one - none));
  return starts.slice(0, count).map((start) => Math.round(start / seamSpacing) * seamSpacing);
}
