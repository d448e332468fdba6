import { knownRuns, type Signal, valueAt } from '../series/signal.ts';

/**
 * Fills gaps of up to `longest` frames between known values by linear interpolation, in place. Longer gaps and
 * gaps at the ends stay open.
 * @returns number of values filled in.
 */
export function fillShortGaps(signal: Signal, longest: number): number {
  let filled = 0;
  let last = -1;
  for (let i = 0; i < signal.length; i += 1) {
    if (Number.isNaN(valueAt(signal, i))) continue;
    const gap = i - last - 1;
    if (last >= 0 && gap > 0 && gap <= longest) {
      const step = (valueAt(signal, i) - valueAt(signal, last)) / (gap + 1);
      for (let k = 1; k <= gap; k += 1) signal[last + k] = valueAt(signal, last) + k * step;
      filled += gap;
    }
    last = i;
  }
  return filled;
}

/** Filters each run of known values on its own, in place, and never across a gap. */
export function filterRuns(signal: Signal, filter: (stretch: Signal) => Signal): void {
  for (const { from, to } of knownRuns(signal)) {
    signal.set(filter(signal.subarray(from, to)), from);
  }
}
