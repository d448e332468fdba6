import { landmarkSize } from './landmark-output.ts';
import type { Roi } from './roi.ts';

/** How far apart, as a share of its size, two regions of the same person may come to lie. */
const gridStep = 1 / landmarkSize;
/** Of a region's centre: the middle of its side. */
const cornerReach = 1 / 2;

/**
 * The region on a grid of one pixel of the network's picture. Tracking amplifies the least difference of where it
 * began; on a grid small differences vanish, and two sessions that go through the same frames soon look at the very
 * same region, and from then on see the same, to the bit.
 * @param timeMs moves the grid with each frame, or what lies between two of its places could do so forever.
 */
export function quantizeRoi({ centre, side, rotation }: Roi, timeMs: number): Roi {
  const shift = (timeMs * goldenShare) % 1;
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

/** Of a millisecond; at no usual frame rate does the shift come back soon. */
const goldenShare = 0.0381966;
