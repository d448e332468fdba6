import { describe, expect, test } from '@jest/globals';
import { logDimensionlessJerk, sparc } from './smoothness.ts';

/** The example in the authors' program. */
const bell = Float64Array.from({ length: 200 }, (_, i) => Math.exp(-5 * (-1 + i / 100) ** 2));

/** Speed of the smoothest possible reach, one second at 60 Hz. */
const reach = Float64Array.from({ length: 60 }, (_, i) => {
  const t = i / 60;
  return 30 * t ** 2 - 60 * t ** 3 + 30 * t ** 4;
});
const twoReaches = Float64Array.from([...reach, ...reach]);

describe('sparc', () => {
  test.each([
    ['a bell', bell, 100, -1.41403],
    ['a reach', reach, 60, -1.40041],
    ['two reaches', twoReaches, 60, -2.29251],
  ] as const)('has the published value for %s', (_, speed, fps, expected) => {
    expect(sparc(speed, fps)).toBeCloseTo(expected, 5);
  });

  test('does not depend on the size of the movement', () => {
    const larger = reach.map((value) => 17 * value);
    expect(sparc(larger, 60)).toBeCloseTo(sparc(reach, 60), 12);
  });

  test('is more negative for a movement that hesitates', () => {
    const hesitant = reach.map((value, i) => value * (1 - 0.5 * Math.sin(i / 3) ** 2));
    expect(sparc(hesitant, 60)).toBeLessThan(sparc(reach, 60) - 0.1);
  });

  test('is NaN without movement', () => {
    expect(sparc(new Float64Array(60), 60)).toBeNaN();
  });

  test('stays below half the frame rate if that is below 10 Hz', () => {
    expect(sparc(Float64Array.from([0, 1, 3, 4, 3, 1, 0]), 5)).toBeLessThan(-1);
  });
});

describe('logDimensionlessJerk', () => {
  test.each([
    ['a bell', bell, 100, -5.81636],
    ['a reach', reach, 60, -5.1614],
    ['two reaches', twoReaches, 60, -8.01608],
  ] as const)('has the published value for %s', (_, speed, fps, expected) => {
    expect(logDimensionlessJerk(speed, fps)).toBeCloseTo(expected, 5);
  });

  test('approaches the analytic −ln(720 / 1.875²) with more frames', () => {
    const dense = Float64Array.from({ length: 100_000 }, (_, i) => {
      const t = i / 100_000;
      return 30 * t ** 2 - 60 * t ** 3 + 30 * t ** 4;
    });
    expect(logDimensionlessJerk(dense, 100_000)).toBeCloseTo(-Math.log(720 / 1.875 ** 2), 3);
  });

  test('depends neither on size nor on duration', () => {
    const larger = reach.map((value) => 17 * value);
    expect(logDimensionlessJerk(larger, 240)).toBeCloseTo(logDimensionlessJerk(reach, 60), 9);
  });

  test('is NaN without movement', () => {
    expect(logDimensionlessJerk(new Float64Array(60), 60)).toBeNaN();
  });
});
