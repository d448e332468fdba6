import { landmarkSize } from './landmark-output.ts';
import type { Roi } from './roi.ts';

/** Grid step as a fraction of the region's side: one pixel of the network's input. */
const gridStep = 1 / landmarkSize;
/** Distance from a region's centre to the middle of its side, as a fraction of the side. */
const cornerReach = 1 / 2;

/**
 * Rounds a region to a grid of one pixel of the network's input. Tracking amplifies the smallest difference at its
 * start. On a grid small differences vanish: two sessions that process the same frames soon reach the same region, and
 * from then on their results are bit-identical.
 * @param timeMs shifts the grid with each frame; on a fixed grid, two values on both sides of the middle between two
 *   steps could stay different indefinitely.
 */
export function quantizeRoi({ centre, side, rotation }: Roi, timeMs: number): Roi {
  const shift = (timeMs * goldenStep) % 1;
  const snap = (value: number, step: number): number =>
    (Math.round(value / step + shift) - shift) * step;
  const snappedSide = Math.exp(snap(Math.log(side), gridStep / cornerReach));
  const [x, y] = centre;
  const stepPx = snappedSide * gridStep;
  return {
    centre: [snap(x, stepPx), snap(y, stepPx)],
    side: snappedSide,
    rotation: snap(rotation, gridStep / cornerReach),
  };
}

/** Grid shift per millisecond; it does not repeat soon at any common frame rate. */
const goldenStep = 0.0381966;
