import type { Landmark, LandmarksFile } from '@dance-pose/contracts';
import { quantile } from '../quantile.ts';

/** Distance of landmarks from those of one thread, by frames after a seam, in pixels of the clip. */
export interface AfterSeam {
  readonly frames: string;
  readonly median: number;
  /** 99th percentile. */
  readonly high: number;
  readonly most: number;
  /** Number of frames in which only one of them detects a person. */
  readonly lost: number;
}

/** Frames after a seam: the first three may still differ. */
const spans = [
  [0, 3],
  [3, 30],
  [30, 150],
] as const;

/** Compares the segments of a clip with one run over all of it. */
export function compareAfterSeams(
  alone: LandmarksFile,
  together: LandmarksFile,
  seams: readonly number[],
): AfterSeam[] {
  return spans.map(([from, to]) => {
    const distances: number[] = [];
    let lost = 0;
    for (const seam of seams) {
      for (let at = seam + from; at < Math.min(seam + to, alone.frames.length); at += 1) {
        const [a, b] = [alone, together].map(({ frames }) => frames[at]?.people[0]?.landmarks);
        if (a !== undefined && b !== undefined) distances.push(...apart(a, b, alone.source));
        else if (a !== b) lost += 1;
      }
    }
    distances.sort((a, b) => a - b);
    const at = (share: number): number => quantile(distances, share);
    return { frames: `${from} to ${to}`, median: at(0.5), high: at(0.99), most: at(1), lost };
  });
}

const apart = (
  a: readonly Landmark[],
  b: readonly Landmark[],
  { width, height }: LandmarksFile['source'],
): number[] =>
  a.map(([x, y], mark) => {
    const [otherX, otherY] = b[mark] ?? [Number.NaN, Number.NaN];
    return Math.hypot((x - otherX) * width, (y - otherY) * height);
  });
