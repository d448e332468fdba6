import { describe, expect, test } from '@jest/globals';
import { spreadOverPhrases } from './spread-over-phrases.ts';

const phrases = (values: readonly number[], weight = 1) =>
  values.map((value) => ({ value, weight }));

describe('spread of the mean over phrases', () => {
  test('is the standard error of the mean of independent phrases', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 10 : 14));
    // The standard deviation is 2.
    expect(spreadOverPhrases(phrases(values))).toBeCloseTo(2 / Math.sqrt(40), 1);
  });

  test('is 0 for equal phrases, and for fewer than two', () => {
    expect(spreadOverPhrases(phrases([5, 5, 5]))).toBe(0);
    expect(spreadOverPhrases(phrases([5]))).toBe(0);
    expect(spreadOverPhrases([])).toBe(0);
  });

  test('gives a longer phrase more weight in the mean', () => {
    const short = [...phrases([10, 10, 10]), { value: 20, weight: 0.01 }];
    expect(spreadOverPhrases(short)).toBeLessThan(spreadOverPhrases(phrases([10, 10, 10, 20])));
  });

  test('is the same every time', () => {
    const some = phrases([1, 2, 4, 8]);
    expect(spreadOverPhrases(some)).toBe(spreadOverPhrases(some));
  });
});
