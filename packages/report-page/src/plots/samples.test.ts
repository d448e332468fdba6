import { describe, expect, test } from '@jest/globals';
import { quantilesOf, samplesOf } from './samples.ts';

describe('samples', () => {
  test('of a short series are its values, with gaps where nothing was measured', () => {
    expect(samplesOf([1, null, 3, 4])).toEqual([
      { at: 0, low: 1, mean: 1, high: 1 },
      null,
      { at: 0.5, low: 3, mean: 3, high: 3 },
      { at: 0.75, low: 4, mean: 4, high: 4 },
    ]);
    expect(samplesOf([])).toEqual([]);
  });

  test('of a long series keep every peak', () => {
    const values = Array.from({ length: 27_000 }, (_, i) => (i === 20_001 ? 9 : i === 7 ? -9 : 0));
    const samples = samplesOf(values, 360);
    expect(samples).toHaveLength(360);
    expect(Math.max(...samples.map((sample) => sample?.high ?? 0))).toBe(9);
    expect(Math.min(...samples.map((sample) => sample?.low ?? 0))).toBe(-9);
    const at = samples.find((sample) => sample?.high === 9)?.at ?? 0;
    expect(Math.abs(at - 20_001 / 27_000)).toBeLessThan(1 / 360);
  });

  test('are gaps only if a whole piece has no value', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? i : null));
    expect(samplesOf(values, 10)).not.toContain(null);
    expect(
      samplesOf(
        values.map((value) => (value === 50 ? null : value)),
        10,
      )[5],
    ).toBeNull();
  });
});

test('quantiles ignore gaps, and are empty without values', () => {
  expect(quantilesOf([5, null, 1, 3], [0, 0.5, 1])).toEqual([1, 3, 5]);
  expect(quantilesOf([-10, 9, -2], [0])).toEqual([-10]);
  expect(quantilesOf([null, null], [0.5])).toEqual([]);
});
