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

/** Shorter runs would spend more on the warm-up than they gain. */
const shortest = 5 * warmUpFrames;

/**
 * Cuts a clip into runs of about the same length, at most one a thread. The last has no end: a clip may have
 * more frames than its headers promise.
 */
export function planSegments(frameCount: number, threads: number): Segment[] {
  const count = Math.max(1, Math.min(threads, Math.floor(frameCount / shortest)));
  const bounds = Array.from({ length: count }, (_, at) => Math.round((at * frameCount) / count));
  return bounds.map((first, at) => {
    const end = bounds[at + 1];
    return { first, warmUp: Math.min(first, warmUpFrames), ...(end === undefined ? {} : { end }) };
  });
}
