import type { Metric } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import {
  clock,
  counted,
  duration,
  metricQuantity,
  numeral,
  percent,
  quantity,
} from './quantity.ts';

/** Replaces narrow spaces, to keep expectations readable. */
const plain = (text: string): string => text.replaceAll('\u202F', ' ');

describe('quantity', () => {
  test.each([
    [172.4, '°', '172°'],
    [-4.43, '°', '−4.4°'],
    [9.97, '°', '10°'],
    [0.0000064, '°', '0.0°'],
    [-0.0000064, '°', '0.0°'],
    [12.6, 'ms', '13 ms'],
    [1.26, 's', '1.3 s'],
    [42.4, '%', '42 %'],
    [119.98, 'BPM', '120 BPM'],
    [119.8, 'BPM', '119.8 BPM'],
    [0.2285, 'm', '0.23 m'],
    [0.5162, 'S', '0.52 S'],
    [2.9398, 'S/s', '2.94 S/s'],
    [53.27, 'S²/s²', '53.3 S²/s²'],
    [1234.5, 'S/s³', '1,235 S/s³'],
    [0.000001, 'S/s', '0.00 S/s'],
    [0, 'S', '0.00 S'],
    [3, 'count', '3'],
    [0.98274, '1', '0.98'],
    [-13.1, '1', '−13.1'],
  ])('%d %s is written as %s', (value, unit, written) => {
    expect(plain(quantity(value, unit))).toBe(written);
  });

  test('has a plus if the sign of the metric has a meaning', () => {
    const metric: Metric = {
      ...{ id: 'timing-bias', label: 'Timing', value: 3, unit: 'ms', coverage: 1 },
      confidence: 'high',
      validity: 'valid',
      error: null,
    };
    expect(plain(metricQuantity(metric, 3))).toBe('+3 ms');
    expect(plain(metricQuantity(metric, 0.2))).toBe('0 ms');
    expect(plain(metricQuantity(metric, -3))).toBe('−3 ms');
    expect(plain(metricQuantity({ ...metric, id: 'timing-spread' }, 3))).toBe('3 ms');
    expect(plain(metricQuantity({ ...metric, id: 'from-another-version' }, 3))).toBe('3 ms');
  });
});

test('numbers have thousands separators, and 0 has no minus', () => {
  expect([27_000, 1_234_567.8, -0.2, -1_000].map((value) => numeral(value))).toEqual([
    ...['27,000', '1,234,568', '0', '−1,000'],
  ]);
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
