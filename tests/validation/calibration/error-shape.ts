import { type Calibration, corrected } from '@dance-pose/movement';
import { quantile } from '../agreement.ts';
import type { Observation } from './fit.ts';

const probabilities = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

/**
 * Half-widths of intervals of other probabilities, as shares of the error: most errors are small and a few are large, so
 * that these intervals are narrower than those of a normal distribution.
 */
export function errorShape(
  observations: readonly Observation[],
  calibration: Calibration,
): [number, number][] {
  const shares = observations.flatMap(({ uncertain, truth }) => {
    const { value, error } = corrected(uncertain, calibration);
    return error === null || error === 0 ? [] : [Math.abs(value - truth) / error];
  });
  return probabilities.map((probability) => [probability, quantile(shares, probability)]);
}
