import type { PoseFrame } from '@dance-pose/contracts';
import type { Detection } from '@dance-pose/pose';
import { maxOverrun, type Segment } from './plan-segments.ts';

export interface Track {
  /** One per decoded frame; fewer than planned if the file is truncated or damaged. */
  readonly frames: PoseFrame[];
  /** Index of the first frame of each run that does not continue the previous one as a single thread would have. */
  readonly segments: number[];
}

type NextRoi = Detection['nextRoi'];

/** The frames that one engine thread tracks: its segment and, if necessary, the start of the next one. */
export class TrackRun {
  readonly segment: Segment;
  /** Tracked frames, from the segment's first on. */
  readonly frames: PoseFrame[] = [];
  /** ROI of each frame by its index, including the warm-up. */
  readonly #nextRois = new Map<number, NextRoi>();
  #handoverAt: number | undefined;
  #isFinished = false;
  /** Wakes the previous run, the only one that waits. */
  #progressed = (): void => {};

  constructor(segment: Segment) {
    this.segment = segment;
  }

  /** Index of the frame from which on the next run finds the same as this one would. */
  get handoverAt(): number | undefined {
    return this.#handoverAt;
  }

  startFrame(index: number, nextRoi: NextRoi): void {
    // Later ones are never read.
    if (index < this.segment.first + maxOverrun) this.#nextRois.set(index, nextRoi);
    this.#progressed();
  }

  /** Marks the run as ended: it tracks no more frames. */
  finish(): void {
    this.#isFinished = true;
    this.#progressed();
  }

  /**
   * True if the frame `index` can be left to the next run because both have the same ROI. Waits until the next run has
   * reached that frame: the result must not depend on the speed of the threads.
   */
  async canHandOver(next: TrackRun, index: number, nextRoi: NextRoi): Promise<boolean> {
    if (nextRoi === undefined || (await next.#nextRoiAt(index)) !== nextRoi) return false;
    this.#handoverAt = index;
    return true;
  }

  async #nextRoiAt(index: number): Promise<NextRoi> {
    while (!this.#nextRois.has(index) && !this.#isFinished) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#progressed = resolve;
      await promise;
    }
    return this.#nextRois.get(index);
  }
}

/** Joins the runs, each up to its handover to the next one or, without one, to the end of its segment. */
export function joinRuns(runs: readonly TrackRun[]): Track {
  const previousHandoverAt = (at: number): number | undefined => runs[at - 1]?.handoverAt;
  return {
    frames: runs.flatMap(
      ({ segment: { first, end = Number.POSITIVE_INFINITY }, frames, handoverAt }, at) =>
        frames.slice((previousHandoverAt(at) ?? first) - first, (handoverAt ?? end) - first),
    ),
    segments: runs.flatMap(({ segment }, at) =>
      previousHandoverAt(at) === undefined ? [segment.first] : [],
    ),
  };
}
