import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../faults/random.ts';
import { errorShape } from './error-shape.ts';
import { intervalFigures, type Judged } from './intervals.ts';

const random = createRandom(5);
/** A deviation whose distribution has the shape of the calibration, and 95 % of which are within 1.96. */
function deviation(): number {
  const probability = random.between(0, 1);
  const points = [[0, 0], ...errorShape, [1, 1.5]] as const;
  const at = points.findIndex(([other]) => other >= probability);
  const [[p = 0, below = 0], [q = 1, above = 0]] = [points[at - 1] ?? [], points[at] ?? []];
  const share = below + ((above - below) * (probability - p)) / (q - p || 1);
  return ((random.chance(0.5) ? 1 : -1) * 1.96 * share) / 0.93;
}

/** Values whose errors are `claimed` times what they should be. */
const measured = (claimed: number, bias = 0): Judged[] =>
  Array.from({ length: 4000 }, (_, i) => ({
    ...{ id: 'turns', truth: i, value: i + bias + deviation(), error: 1.96 * claimed },
  }));

describe('intervalFigures', () => {
  test('honest errors cover 95 % and are calibrated', () => {
    const { coverage, calibrationError, medianError } = intervalFigures(measured(1));
    expect(coverage).toBeCloseTo(0.95, 1);
    expect(calibrationError).toBeLessThan(0.03);
    expect(medianError).toBeCloseTo(1.96, 6);
  });

  test('errors that are too small, too large or forget a bias are not calibrated', () => {
    expect(intervalFigures(measured(0.3)).coverage).toBeLessThan(0.65);
    expect(intervalFigures(measured(0.3)).calibrationError).toBeGreaterThan(0.2);
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
