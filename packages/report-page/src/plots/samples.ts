/** Values of a series in one piece of time. */
export interface Sample {
  /** Middle of the piece as a share of the clip, 0–1. */
  readonly at: number;
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** About the width of a page in pixels: more samples would not be visible, and make the page of a long clip too large. */
const mostSamples = 360;

/**
 * A series in at most `most` pieces, each with its lowest and highest value, so that no peak is lost; null
 * where nothing was measured.
 */
export function samplesOf(
  values: readonly (number | null)[],
  most = mostSamples,
): (Sample | null)[] {
  const pieces = Math.min(values.length, most);
  return Array.from({ length: pieces }, (_, i) => {
    const from = Math.floor((i * values.length) / pieces);
    const to = Math.floor(((i + 1) * values.length) / pieces);
    return sampleOf(values, from, to);
  });
}

function sampleOf(values: readonly (number | null)[], from: number, to: number): Sample | null {
  let [low, high, sum, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? null;
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    known += 1;
  }
  if (known === 0) return null;
  return { at: (from + to - 1) / 2 / values.length, low, mean: sum / known, high };
}

export const knownOf = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

/** Quantiles of the known values, such as 0.5 for the median; empty without values. */
export function quantilesOf(
  values: readonly (number | null)[],
  shares: readonly number[],
): number[] {
  const sorted = Float64Array.from(knownOf(values)).sort();
  return sorted.length === 0
    ? []
    : shares.map((share) => sorted[Math.round(share * (sorted.length - 1))] as number);
}
