import { type Signal, valueAt } from '../series/signal.ts';

/**
 * Hampel's identifier: values further from the median of their neighbourhood than three times its spread,
 * the median absolute deviation scaled to a standard deviation (F. R. Hampel 1974; Davies and Gather 1993).
 *
 * @param halfWidth frames on either side that make the neighbourhood.
 * @param least a deviation below this is never an outlier, however calm the neighbourhood.
 * @returns the frames of the outliers.
 */
export function findOutliers(
  signal: Signal,
  { halfWidth, least }: { halfWidth: number; least: number },
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
    // Nearly every value ends here, before its neighbourhood's spread has cost anything.
    if (deviation <= least) continue;
    for (let k = 0; k < count; k += 1) deviations[k] = Math.abs(valueAt(neighbours, k) - centre);
    if (deviation > sigmas * toStandardDeviation * medianOf(deviations, count)) found.push(i);
  }
  return found;
}

const sigmas = 3;
const toStandardDeviation = 1.4826;

/** Copies the known values around a frame to the front of `into`; returns how many. */
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

/** Of the first `count` values, which are put in order: insertion, the fastest for a handful. */
function medianOf(values: Float64Array, count: number): number {
  for (let i = 1; i < count; i += 1) {
    const value = valueAt(values, i);
    let k = i - 1;
    for (; k >= 0 && valueAt(values, k) > value; k -= 1) values[k + 1] = valueAt(values, k);
    values[k + 1] = value;
  }
  return (valueAt(values, (count - 1) >> 1) + valueAt(values, count >> 1)) / 2;
}
