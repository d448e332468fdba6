import type { Metric } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { clock, counted, duration, metricQuantity, percent } from './quantity.ts';

/** Replaces narrow spaces, to keep expectations readable. */
const plain = (text: string): string => text.replaceAll('\u202F', ' ');

test('the value of a metric has a plus if the sign of the metric has a meaning', () => {
  const metric: Metric = {
    ...{ id: 'timing-bias', label: 'Timing', value: 3, unit: 'ms', coverage: 1 },
    confidence: 'high',
    validity: 'valid',
    error: null,
  };
  expect(plain(metricQuantity(metric, 3).amount)).toBe('+3 ms');
  expect(plain(metricQuantity(metric, 0.2).amount)).toBe('0 ms');
  expect(plain(metricQuantity(metric, -3).amount)).toBe('−3 ms');
  expect(plain(metricQuantity({ ...metric, id: 'timing-spread' }, 3).amount)).toBe('3 ms');
  expect(plain(metricQuantity({ ...metric, id: 'from-another-version' }, 3).amount)).toBe('3 ms');
});

test('times are written as on a clock, and durations with units', () => {
  expect([0, 7_400, 59_960, 754_000].map((ms) => clock(ms))).toEqual([
    ...['0:00', '0:07', '1:00', '12:34'],
  ]);
  expect(clock(59_960, 1)).toBe('1:00.0');
  expect([0, 8_000, 59_700, 125_000].map(duration).map(plain)).toEqual([
    ...['0.0 s', '8.0 s', '1 min 00 s', '2 min 05 s'],
  ]);
});

test('counts agree with their nouns', () => {
  expect([counted(1, 'jump'), counted(0, 'jump'), counted(1_200, 'jump')]).toEqual([
    ...['1 jump', '0 jumps', '1,200 jumps'],
  ]);
  expect(plain(percent(0.476))).toBe('48 %');
});
