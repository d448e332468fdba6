/**
 * Fills gaps by linear interpolation, and the ends with the nearest known value. A signal without known values
 * is returned unchanged.
 */
export function withoutGaps(signal: Float64Array): Float64Array {
  const filled = signal.slice();
  let before = -1;
  for (let i = 0; i <= filled.length; i += 1) {
    const value = i < filled.length ? filled[i] : filled[before];
    if (value === undefined || Number.isNaN(value)) continue;
    const start = before < 0 ? value : (filled[before] ?? value);
    for (let k = before + 1; k < i; k += 1) {
      filled[k] = start + ((value - start) * (k - before)) / (i - before);
    }
    before = i;
  }
  return filled;
}

/** Unwraps degrees: removes jumps of 360 at ±180, also across gaps. */
export function unwrapped(degrees: Float64Array): Float64Array {
  let last = Number.NaN;
  return degrees.map((value) => {
    if (Number.isNaN(value)) return value;
    const next = Number.isNaN(last) ? value : value - 360 * Math.round((value - last) / 360);
    last = next;
    return next;
  });
}

export const countKnown = (signal: Float64Array): number =>
  signal.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
