import { randomNumbers } from '../series/random.ts';
import { mean } from '../series/signal.ts';

/** Value of a phrase, and the number of frames that it rests on. */
export interface PhraseValue {
  readonly value: number;
  readonly weight: number;
}

/** Enough for one significant digit. */
const resamples = 100;

const seed = 7;

/**
 * Standard deviation of the weighted mean of a metric's phrases by block bootstrap (Künsch 1989): the phrases are
 * drawn with replacement, so that the dependence of neighbouring frames stays within the blocks. 0 for fewer than
 * two phrases, which say nothing about their spread.
 */
export function spreadOverPhrases(phrases: readonly PhraseValue[]): number {
  if (phrases.length < 2) return 0;
  const random = randomNumbers(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let [sum, weights] = [0, 0];
    for (let k = 0; k < phrases.length; k += 1) {
      const drawn = phrases[Math.floor(random() * phrases.length)];
      sum += (drawn?.value ?? 0) * (drawn?.weight ?? 0);
      weights += drawn?.weight ?? 0;
    }
    return sum / weights;
  });
  const middle = mean(means);
  return Math.sqrt(mean(means.map((value) => (value - middle) ** 2)));
}
