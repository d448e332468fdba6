/** Agreement of measured with true values. */
export interface Agreement {
  /** Number of pairs with both values known. */
  readonly count: number;
  /** Mean absolute difference, in the unit of the values. */
  readonly meanError: number;
  /** Mean difference, measured less true. */
  readonly bias: number;
  /** Pearson's r. */
  readonly correlation: number;
  /** Range of the true values; r means little if it is small. */
  readonly trueRange: number;
}

/** @param measured and `truth` in the same order; null or NaN is unknown. */
export function agreement(
  measured: readonly (number | null)[],
  truth: readonly number[],
): Agreement {
  const pairs = truth.flatMap((value, i) => {
    const found = measured[i] ?? Number.NaN;
    return Number.isNaN(found + value) ? [] : [{ found, value }];
  });
  const values = pairs.map(({ value }) => value);
  const [meanFound, meanTrue] = [mean(pairs.map(({ found }) => found)), mean(values)];
  const covariance = mean(
    pairs.map(({ found, value }) => (found - meanFound) * (value - meanTrue)),
  );
  const spread = (of: (pair: { found: number; value: number }) => number): number =>
    Math.sqrt(mean(pairs.map((pair) => of(pair) ** 2)));
  return {
    count: pairs.length,
    meanError: mean(pairs.map(({ found, value }) => Math.abs(found - value))),
    bias: meanFound - meanTrue,
    correlation:
      covariance /
      (spread(({ found }) => found - meanFound) * spread(({ value }) => value - meanTrue)),
    trueRange: Math.max(...values) - Math.min(...values),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
