import { say } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { metric } from '../metrics/metric.ts';
import { terms } from './calibration.ts';
import type { Uncertain } from './error-model.ts';
import { withErrors } from './with-errors.ts';

const none = terms.map(() => 0);
const otherwise = say('rarely-standing');
const trust = { coverage: 1, atBest: 'medium', otherwise } as const;
const uncertain = (change: Partial<Uncertain>): Uncertain => ({
  ...{ id: 'plie-depth', value: 60, ownError: 10, terms: none, of: 'clip' },
  ...change,
});

test('a metric has its error, and no more confidence than the error allows', () => {
  const depth = metric('plie-depth', { ...trust, value: 60 });
  const [good] = withErrors([depth], [uncertain({})]);
  expect(good?.error).toBeGreaterThan(2);
  expect(good).toMatchObject({ confidence: 'medium' });
  expect(good).not.toHaveProperty('errorReason');
  const [poor] = withErrors([depth], [uncertain({ ownError: 60 })]);
  expect(poor).toMatchObject({ confidence: 'low' });
});

test('a range that is too uncertain is refused with the reason', () => {
  const range = metric('left-shoulder-range', { ...trust, value: 60 });
  const wide = uncertain({ id: 'left-shoulder-range', ownError: 90 });
  const [refused] = withErrors([range], [wide]);
  expect(refused).toMatchObject({
    ...{ value: null, error: null, validity: 'not-from-this-view' },
    reason: { code: 'too-uncertain' },
  });
});

test('the height of a jump has the error of its flight time', () => {
  const [flight, height] = withErrors(
    [
      metric('flight-time', { ...trust, value: 450 }),
      metric('jump-height', { ...trust, value: 0.248 }),
    ],
    [
      uncertain({ id: 'flight-time', value: 450, ownError: 40 }),
      uncertain({ id: 'jump-height', value: 0.248, ownError: 0.001 }),
    ],
  );
  const [ms, error] = [flight?.value ?? Number.NaN, flight?.error ?? Number.NaN];
  expect(height?.value).toBeCloseTo((9.81 * (ms / 1000) ** 2) / 8, 6);
  expect(height?.error).toBeCloseTo((9.81 * ms * error) / 4e6, 6);
});

test('a metric without an error says why', () => {
  const unknown = metric('plie-depth', { ...trust, value: Number.NaN });
  const slip = metric('foot-slip', { ...trust, value: 0.1 });
  const [first, second] = withErrors([unknown, slip], []);
  expect(first).toMatchObject({ error: null, errorReason: { code: 'error-of-no-value' } });
  expect(second).toMatchObject({ error: null, errorReason: { code: 'error-of-tracking' } });
});
