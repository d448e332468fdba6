import type { PoseFrame } from '@dance-pose/contracts';
import type { Detection } from '@dance-pose/pose';
import { mostRunOn, type Segment } from './plan-segments.ts';

export interface Track {
  /** One a decoded frame; fewer than planned when the file ends early or is damaged. */
  readonly frames: PoseFrame[];
  /** Number of the first frame of each run that does not go on from the one before as one thread would have. */
  readonly segments: number[];
}

type NextRoi = Detection['nextRoi'];

/** What one engine thread finds of its segment and, where it has to, of the beginning of the next one. */
export class TrackRun {
  readonly segment: Segment;
  /** From the segment's first on. */
  readonly frames: PoseFrame[] = [];
  /** Where it looked first in a frame, warm-up included, by the frame's number. */
  readonly #nextRois = new Map<number, NextRoi>();
  #metAt: number | undefined;
  #isFinished = false;
  /** Wakes the run before, the only one that waits. */
  #progressed = (): void => {};

  constructor(segment: Segment) {
    this.segment = segment;
  }

  /** The frame from which on the next run finds the same as this one would. */
  get metAt(): number | undefined {
    return this.#metAt;
  }

  setOut(index: number, nextRoi: NextRoi): void {
    // Nobody asks for later ones.
    if (index < this.segment.first + mostRunOn) this.#nextRois.set(index, nextRoi);
    this.#progressed();
  }

  /** Nothing more will come. */
  finish(): void {
    this.#isFinished = true;
    this.#progressed();
  }

  /**
   * Whether it may leave the frame `index`, which it would look at so, to the next run. It waits until that has come
   * so far: what is found must not depend on who is quicker.
   */
  async meets(next: TrackRun, index: number, nextRoi: NextRoi): Promise<boolean> {
    if (nextRoi === undefined || (await next.#nextRoiAt(index)) !== nextRoi) return false;
    this.#metAt = index;
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

/** Each run up to where the next one is the same; where it never was, to the end of its segment. */
export function joinRuns(runs: readonly TrackRun[]): Track {
  const metBefore = (at: number): number | undefined => runs[at - 1]?.metAt;
  return {
    frames: runs.flatMap(
      ({ segment: { first, end = Number.POSITIVE_INFINITY }, frames, metAt }, at) =>
        frames.slice((metBefore(at) ?? first) - first, (metAt ?? end) - first),
    ),
    segments: runs.flatMap(({ segment }, at) =>
      metBefore(at) === undefined ? [segment.first] : [],
    ),
  };
}
