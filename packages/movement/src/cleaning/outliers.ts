import { type Signal, valueAt } from '../series/signal.ts';

/**
 * Hampel identifier: finds values further from the median of their neighbourhood than three standard
 * deviations, estimated by the scaled median absolute deviation (F. R. Hampel 1974; Davies and Gather 1993).
 *
 * @param halfWidth neighbourhood in frames on either side.
 * @param minDeviation a smaller deviation is never an outlier, however small the spread.
 * @returns the frames of the outliers.
 */
export function findOutliers(
  signal: Signal,
  { halfWidth, minDeviation }: { halfWidth: number; minDeviation: number },
): number[] {
  const found: number[] = [];
  const neighbours = new Float64Array(2 * halfWidth + 1);
  const deviations = new Float64Array(2 * halfWidth + 1);
  for (let i = 0; i < signal.length; i += 1) {
    const value = valueAt(signal, i);
    if (Number.isNaN(value)) continue;
    const count = gather(signal, i, halfWidth, neighbours);
    const centre = medianOf(neighbours, count);
    const deviation = Math.abs(value - centre);
    // Most values stop here, before the costly median of the deviations.
    if (deviation <= minDeviation) continue;
    for (let k = 0; k < count; k += 1) deviations[k] = Math.abs(valueAt(neighbours, k) - centre);
    if (deviation > maxSigmas * toStandardDeviation * medianOf(deviations, count)) found.push(i);
  }
  return found;
}

const maxSigmas = 3;
const toStandardDeviation = 1.4826;

/** Copies the known values around a frame to the start of `into`; returns their number. */
function gather(signal: Signal, frame: number, halfWidth: number, into: Float64Array): number {
  let count = 0;
  const to = Math.min(signal.length - 1, frame + halfWidth);
  for (let k = Math.max(0, frame - halfWidth); k <= to; k += 1) {
    const value = valueAt(signal, k);
    if (!Number.isNaN(value)) {
      into[count] = value;
      count += 1;
    }
  }
  return count;
}

/** Median of the first `count` values. Sorts them in place by insertion, which is fastest for so few. */
function medianOf(values: Float64Array, count: number): number {
  for (let i = 1; i < count; i += 1) {
    const value = valueAt(values, i);
    let k = i - 1;
    for (; k >= 0 && valueAt(values, k) > value; k -= 1) values[k + 1] = valueAt(values, k);
    values[k + 1] = value;
  }
  return (valueAt(values, (count - 1) >> 1) + valueAt(values, count >> 1)) / 2;
}
