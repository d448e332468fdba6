import type { CleanTrack } from '../cleaning/clean-track.ts';
import { bodyPoints } from '../series/body-points.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import { meanSignal } from './speeds.ts';

/** Space that the body takes up in the picture. */
export interface ExpansionSignals {
  /** Mean distance of the joints from the centre of mass, in S (Larboulette and Gibet 2015). */
  readonly reach: Signal;
  /** Area of the convex hull of the joints, in S². */
  readonly area: Signal;
  /** This area as a share of its bounding box, 0–1 (contraction index, Camurri 2003). */
  readonly compactness: Signal;
}

export function expansionSignals(track: CleanTrack, centre: PixelPath): ExpansionSignals {
  const { frameCount, scale } = track;
  const paths = bodyPoints.map((id) => at(track.pixels, id));
  const distances = paths.map(({ x, y }) =>
    signalOf(
      frameCount,
      (i) =>
        Math.hypot(valueAt(x, i) - valueAt(centre.x, i), valueAt(y, i) - valueAt(centre.y, i)) /
        scale.pixels,
    ),
  );
  const outlines = Array.from({ length: frameCount }, (_, i) => outlineAt(paths, i));
  return {
    reach: meanSignal(distances),
    area: signalOf(frameCount, (i) => (outlines[i]?.area ?? Number.NaN) / scale.pixels ** 2),
    compactness: signalOf(frameCount, (i) => {
      const { area = Number.NaN, box = Number.NaN } = outlines[i] ?? {};
      return area / box;
    }),
  };
}

/** In square pixels; undefined unless every joint is known, because one hidden arm changes the area. */
function outlineAt(
  paths: readonly PixelPath[],
  frame: number,
): { area: number; box: number } | undefined {
  const points = paths.map(({ x, y }): Point2 => [valueAt(x, frame), valueAt(y, frame)]);
  if (points.flat().some(Number.isNaN)) return undefined;
  const hull = convexHull(points);
  const extent = (axis: 0 | 1): number =>
    Math.max(...hull.map((point) => point[axis])) - Math.min(...hull.map((point) => point[axis]));
  return { area: areaOf(hull), box: extent(0) * extent(1) };
}

type Point2 = readonly [x: number, y: number];

/** Andrew's monotone chain (1979): corners in order, each once. */
export function convexHull(points: readonly Point2[]): Point2[] {
  const sorted = points.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const chain = (ordered: readonly Point2[]): Point2[] => {
    const corners: Point2[] = [];
    for (const point of ordered) {
      while (corners.length > 1 && !turnsLeft(corners.slice(-2), point)) corners.pop();
      corners.push(point);
    }
    return corners.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

function turnsLeft(last: readonly Point2[], [x, y]: Point2): boolean {
  const [[ax, ay], [bx, by]] = last as [Point2, Point2];
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}

/** The shoelace formula. */
export const areaOf = (corners: readonly Point2[]): number =>
  Math.abs(
    corners.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [x, y];
      return sum + x * nextY - nextX * y;
    }, 0),
  ) / 2;
