import { describe, expect, test } from '@jest/globals';
import { type Calibration, terms } from './calibration.ts';
import { confidenceOf, corrected, type Uncertain } from './error-model.ts';

const none = terms.map(() => 0);
const unbounded = terms.map(() => [-10, 10] as const);

const steep = terms.map((term) => (term === 'foreshortening' ? Math.log(4) : 0));

const calibration: Calibration = {
  bounds: {
    degrees: terms.map((term) =>
      term === 'foreshortening' ? ([0, 0.5] as const) : ([0, 0] as const),
    ),
    milliseconds: unbounded,
    share: unbounded,
    relative: unbounded,
    count: unbounded,
  },
  families: {
    'knee-range': {
      bias: -3,
      level: Math.log(2),
      least: 0.1,
      most: 20,
      weights: steep,
      clip: 2,
      phrase: 3,
    },
    'shoulder-tilt': {
      bias: -3,
      level: Math.log(2),
      least: 0.001,
      most: 20,
      weights: none,
      clip: 2,
      phrase: 3,
    },
    'body-speed': {
      bias: 0.1,
      level: Math.log(0.05),
      least: 0.001,
      most: 20,
      weights: none,
      clip: 2,
      phrase: 2,
    },
    'balanced-share': {
      bias: -0.2,
      level: 0,
      least: 0.001,
      most: 20,
      weights: none,
      clip: 1,
      phrase: 1,
    },
    jumps: {
      bias: 0,
      level: Math.log(0.1),
      least: 0.001,
      most: 20,
      weights: none,
      clip: 1,
      phrase: 1,
    },
  },
};

const metric = (change: Partial<Uncertain>): Uncertain => ({
  ...{ id: 'left-knee-range', value: 50, ownError: undefined, terms: none, of: 'clip' },
  ...change,
});

const foreshortened = (share: number): number[] =>
  terms.map((term) => (term === 'foreshortening' ? share : 0));

describe('a corrected metric', () => {
  test('loses its bias and has the error of its family', () => {
    expect(corrected(metric({}), calibration)).toEqual({ value: 53, error: expect.closeTo(4) });
  });

  test('has a wider interval in a phrase, and where the bones are foreshortened', () => {
    expect(corrected(metric({ of: 'phrase' }), calibration).error).toBeCloseTo(6);
    const half = corrected(metric({ terms: foreshortened(0.5) }), calibration);
    expect(half.error).toBeCloseTo(8);
  });

  test('is not extrapolated beyond the conditions of the calibration', () => {
    const end = corrected(metric({ terms: foreshortened(0.5) }), calibration);
    const beyond = corrected(metric({ terms: foreshortened(5) }), calibration);
    expect(beyond).toEqual(end);
  });

  test('keeps its value if its sign is a side', () => {
    expect(corrected(metric({ id: 'shoulder-tilt', value: 4 }), calibration).value).toBe(4);
  });

  test('has a relative error if it is an amount', () => {
    const speed = metric({ id: 'body-speed', value: 2 });
    expect(corrected(speed, calibration)).toEqual({
      value: expect.closeTo(1.8),
      error: expect.closeTo(0.2),
    });
  });

  test('stays within the bounds of its unit', () => {
    const share = metric({ id: 'balanced-share', value: 95 });
    expect(corrected(share, calibration).value).toBe(100);
  });

  test('keeps the error that its own method gives, scaled to what was seen on known truth', () => {
    expect(corrected(metric({ ownError: 5 }), calibration).error).toBeCloseTo(10);
  });

  test('has no error if its family was never compared with the truth', () => {
    expect(corrected(metric({ id: 'left-turnout' }), calibration)).toEqual({
      value: 50,
      error: null,
    });
  });
});

describe('confidence', () => {
  test.each([
    ['left-knee-range', 50, 6, 'high'],
    ['left-knee-range', 50, 7, 'medium'],
    ['left-knee-range', 50, 16, 'low'],
    ['timing-bias', 20, 25, 'high'],
    ['timing-bias', 20, 61, 'low'],
    ['body-speed', 2, 0.2, 'high'],
    ['body-speed', 1, 0.2, 'medium'],
    ['balanced-share', 80, 14, 'medium'],
    ['jumps', 3, 0, 'high'],
    ['jumps', 3, 1, 'medium'],
    ['jumps', 3, 2, 'low'],
  ] as const)('of %s %f ± %f is %s', (id, value, error, confidence) => {
    expect(confidenceOf(id, { value, error })).toBe(confidence);
  });

  test('of a value without an error is low', () => {
    expect(confidenceOf('jumps', { value: 3, error: null })).toBe('low');
  });
});
