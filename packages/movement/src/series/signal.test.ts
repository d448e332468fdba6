import { describe, expect, test } from '@jest/globals';
import { knownRuns, mean, over, quantile, rateOfChange, runsWhere, type Signal } from './signal.ts';

const { NaN: unknown } = Number;
const signal = (...values: number[]): Signal => Float64Array.from(values);

describe('rateOfChange', () => {
  test('is exact for a parabola, and NaN at the ends', () => {
    const parabola = Float64Array.from({ length: 5 }, (_, i) => i ** 2);
    expect(rateOfChange(parabola, 10)).toEqual(signal(unknown, 20, 40, 60, unknown));
  });

  test('is NaN in a gap and next to it', () => {
    const rate = rateOfChange(signal(0, 1, 2, unknown, 4, 5, 6), 1);
    expect(rate).toEqual(signal(unknown, 1, unknown, unknown, unknown, 1, unknown));
  });
});

describe('quantile', () => {
  test('interpolates between ranks as NumPy does', () => {
    expect(quantile(signal(4, 1, 3, 2), 0.5)).toBe(2.5);
    expect(quantile(signal(4, 1, 3, 2), 0.25)).toBe(1.75);
    expect(quantile(signal(7), 0.9)).toBe(7);
    expect(quantile(signal(), 0.5)).toBeNaN();
  });
});

describe('over', () => {
  const span = { from: 0, to: 40 };
  const knownFor = (frames: number): Signal =>
    Float64Array.from({ length: 40 }, (_, i) => (i < frames ? 5 : unknown));

  test('reduces the known values of the span', () => {
    expect(over(knownFor(4), span, mean)).toBe(5);
    expect(over(signal(9, 1, 2, 3), { from: 1, to: 4 }, mean)).toBe(2);
  });

  test('is NaN if less than a tenth of the frames, or fewer than three, are known', () => {
    expect(over(knownFor(3), span, mean)).toBeNaN();
    expect(over(knownFor(2), { from: 0, to: 2 }, mean)).toBeNaN();
    expect(over(signal(), { from: 0, to: 0 }, mean)).toBeNaN();
  });
});

describe('runs', () => {
  test('are found only within the span, up to its end', () => {
    const runs = runsWhere({ from: 1, to: 6 }, (i) => i !== 3);
    expect(runs).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 6 },
    ]);
  });

  test('of known values have no gaps', () => {
    expect(knownRuns(signal(unknown, 1, 2, unknown, 3))).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 5 },
    ]);
  });
});
