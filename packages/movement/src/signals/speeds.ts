import type { CleanTrack } from '../cleaning/clean-track.ts';
import { bodyPoints } from '../series/body-points.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { rateOfChange, type Signal, signalOf, valueAt } from '../series/signal.ts';

/** A path in trunk lengths. */
export const scaledPath = ({ x, y }: PixelPath, pixelsPerS: number): PixelPath => ({
  x: x.map((value) => value / pixelsPerS),
  y: y.map((value) => value / pixelsPerS),
});

export const velocityOf = ({ x, y }: PixelPath, fps: number): PixelPath => ({
  x: rateOfChange(x, fps),
  y: rateOfChange(y, fps),
});

/** Lengths of the vectors of a path. */
export const magnitudeOf = ({ x, y }: PixelPath): Signal =>
  signalOf(x.length, (i) => Math.hypot(valueAt(x, i), valueAt(y, i)));

/** How fast something crosses the picture, in S/s. */
export const speedOf = (path: PixelPath, { fps, scale }: CleanTrack): Signal =>
  magnitudeOf(velocityOf(scaledPath(path, scale.pixels), fps));

/** Of the points of the body, how many must be known for their mean to be. */
const leastShare = 0.7;

/** The mean of signals over those that are known; NaN where too few are. */
export function meanSignal(signals: readonly Signal[]): Signal {
  const [first] = signals;
  return signalOf(first?.length ?? 0, (frame) => {
    let count = 0;
    let sum = 0;
    for (const signal of signals) {
      const value = valueAt(signal, frame);
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
    }
    return count >= leastShare * signals.length ? sum / count : Number.NaN;
  });
}

/** Mean speed of the dancer's joints in S/s, one value a frame; NaN where the body was not in sight. */
export const bodySpeed = (track: CleanTrack): Signal =>
  meanSignal(bodyPoints.map((id) => speedOf(at(track.pixels, id), track)));
