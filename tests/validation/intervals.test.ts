import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../faults/random.ts';
import { intervalFigures, type Judged } from './intervals.ts';

const random = createRandom(5);
/** Normally distributed, by the central limit theorem. */
const normal = (): number =>
  Array.from({ length: 12 }, () => random.between(-0.5, 0.5)).reduce((a, b) => a + b);

/** Values with a standard deviation of 1 whose errors say that it is `claimed`. */
const measured = (claimed: number, bias = 0): Judged[] =>
  Array.from({ length: 4000 }, (_, i) => ({
    ...{ id: 'turns', truth: i, value: i + bias + normal(), error: 1.96 * claimed },
  }));

describe('intervalFigures', () => {
  test('honest errors cover 95 % and are calibrated', () => {
    const { coverage, calibrationError, medianError } = intervalFigures(measured(1));
    expect(coverage).toBeCloseTo(0.95, 1);
    expect(calibrationError).toBeLessThan(0.02);
    expect(medianError).toBeCloseTo(1.96, 6);
  });

  test('errors that are too small, too large or forget a bias are not calibrated', () => {
    expect(intervalFigures(measured(0.3)).coverage).toBeLessThan(0.5);
    expect(intervalFigures(measured(0.3)).calibrationError).toBeGreaterThan(0.25);
    expect(intervalFigures(measured(4)).coverage).toBe(1);
    expect(intervalFigures(measured(4)).calibrationError).toBeGreaterThan(0.2);
    expect(intervalFigures(measured(1, 3)).coverage).toBeLessThan(0.3);
  });

  test('what is refused or has no error does not count as covered', () => {
    const known = { id: 'turns', truth: 1 };
    const figures = intervalFigures([
      { ...known, value: 1, error: 0.5 },
      { ...known, value: 3, error: 0.5 },
      { ...known, value: 3, error: null },
      { ...known, value: null, error: null },
    ]);
    expect(figures).toMatchObject({ known: 4, refused: 0.25, coverage: 0.5 });
    expect(figures.withoutError).toBeCloseTo(1 / 3, 9);
  });
});
