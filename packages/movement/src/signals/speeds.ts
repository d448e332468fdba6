import type { CleanTrack } from '../cleaning/clean-track.ts';
import { bodyPoints } from '../series/body-points.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { rateOfChange, type Signal, signalOf, valueAt } from '../series/signal.ts';

/** Converts a path from pixels to trunk lengths. */
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

/** Speed across the picture, in S/s. */
export const speedOf = (path: PixelPath, { fps, scale }: CleanTrack): Signal =>
  magnitudeOf(velocityOf(scaledPath(path, scale.pixels), fps));

/** Share of the signals that must be known for their mean. */
const minShare = 0.7;

/** Mean of the known signals; NaN where too few are known. */
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
    return count >= minShare * signals.length ? sum / count : Number.NaN;
  });
}

/** Mean speed of the dancer's joints in S/s, one value per frame; NaN where the body is not visible. */
export const bodySpeed = (track: CleanTrack): Signal =>
  meanSignal(bodyPoints.map((id) => speedOf(at(track.pixels, id), track)));
