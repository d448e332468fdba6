import { say } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { metric, notFromThisView } from './metric.ts';

const otherwise = say('hidden', { part: 'left-hand' });
const seen = { value: 1.2, coverage: 0.9, atBest: 'high', otherwise } as const;

describe('metric', () => {
  test('has a value and no reason when it was measured', () => {
    expect(metric('expansion', seen)).toEqual({
      id: 'expansion',
      label: 'Expansion: distance of the joints from the centre of mass',
      unit: 'S',
      value: 1.2,
      coverage: 0.9,
      confidence: 'high',
      validity: 'valid',
      error: null,
      errorReason: expect.objectContaining({ code: 'error-unknown' }),
    });
  });

  test('accepts only ids of the catalogue', () => {
    // @ts-expect-error: there is no such metric.
    expect(() => metric('reach', seen)).toThrow(TypeError);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('is null with a reason for %d', (value) => {
    const found = metric('expansion', { ...seen, value });
    expect(found).toMatchObject({ value: null, reason: otherwise, confidence: 'low' });
  });

  test('is null if nothing was in sight', () => {
    const found = metric('expansion', { ...seen, coverage: 0 });
    expect(found).toMatchObject({ value: null, reason: otherwise });
  });

  test.each([
    ['high', 1, 'high'],
    ['high', 0.7, 'medium'],
    ['high', 0.3, 'low'],
    ['medium', 1, 'medium'],
    ['low', 1, 'low'],
  ] as const)('a method of %s confidence with a coverage of %d has %s', (atBest, coverage, had) => {
    expect(metric('expansion', { ...seen, atBest, coverage }).confidence).toBe(had);
  });

  test('has no value if the view does not allow it', () => {
    expect(notFromThisView('shoulder-tilt', 0.8, otherwise)).toMatchObject({
      unit: '°',
      value: null,
      validity: 'not-from-this-view',
      error: null,
      reason: otherwise,
    });
  });
});
