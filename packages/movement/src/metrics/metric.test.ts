import { describe, expect, test } from '@jest/globals';
import { type MetricKind, metric, notFromThisView } from './metric.ts';

const kind: MetricKind = { id: 'reach', label: 'Reach', unit: 'S', atBest: 'high' };
const otherwise = 'The arms were hidden.';

describe('metric', () => {
  test('has a value and no reason when it was measured', () => {
    expect(metric(kind, { value: 1.2, coverage: 0.9, otherwise })).toEqual({
      id: 'reach',
      label: 'Reach',
      unit: 'S',
      value: 1.2,
      coverage: 0.9,
      confidence: 'high',
      validity: 'valid',
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('is null with its reason for %d', (value) => {
    const found = metric(kind, { value, coverage: 1, otherwise });
    expect(found).toMatchObject({ value: null, reason: otherwise, confidence: 'low' });
  });

  test('is null of what was never in sight', () => {
    const found = metric(kind, { value: 1.2, coverage: 0, otherwise });
    expect(found).toMatchObject({ value: null, reason: otherwise });
  });

  test.each([
    ['high', 1, 'high'],
    ['high', 0.7, 'medium'],
    ['high', 0.3, 'low'],
    ['medium', 1, 'medium'],
    ['low', 1, 'low'],
  ] as const)('a method of %s trust with a coverage of %d has %s', (atBest, coverage, trust) => {
    const found = metric({ ...kind, atBest }, { value: 1, coverage, otherwise });
    expect(found.confidence).toBe(trust);
  });

  test('is never a number where the view does not allow it', () => {
    expect(notFromThisView(kind, 0.8, 'Film it from the front.')).toMatchObject({
      value: null,
      validity: 'not-from-this-view',
      reason: 'Film it from the front.',
    });
  });
});
