/** Agreement of measured with true values. */
export interface Agreement {
  /** Number of true values, and number of them that were measured. */
  readonly known: number;
  readonly count: number;
  /** Mean absolute difference, in the unit of the values. */
  readonly meanError: number;
  /** Mean difference, measured less true. */
  readonly bias: number;
  /** Limits of agreement (Bland and Altman 1986): bias ± 1.96 standard deviations of the differences. */
  readonly limits: readonly [lower: number, upper: number];
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
  const differences = pairs.map(({ found, value }) => found - value);
  const bias = mean(differences);
  const reach = 1.96 * spread(differences);
  const [meanFound, meanTrue] = [mean(pairs.map(({ found }) => found)), mean(values)];
  const covariance = mean(
    pairs.map(({ found, value }) => (found - meanFound) * (value - meanTrue)),
  );
  return {
    known: truth.filter((value) => !Number.isNaN(value)).length,
    count: pairs.length,
    meanError: mean(differences.map(Math.abs)),
    bias,
    limits: [bias - reach, bias + reach],
    correlation: covariance / (spread(pairs.map(({ found }) => found)) * spread(values)),
    trueRange:
      values.reduce((a, b) => Math.max(a, b), -Infinity) -
      values.reduce((a, b) => Math.min(a, b), Infinity),
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Population standard deviation. */
function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Interpolates between the sorted values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}
