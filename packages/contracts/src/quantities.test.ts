import { describe, expect, test } from '@jest/globals';
import { numeral, quantity, quantityWithError, writeQuantity } from './quantities.ts';

/** Replaces narrow spaces, to keep expectations readable. */
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

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
});

describe('a quantity with its error', () => {
  test.each([
    [62.3, '°', 4.2, '62° ± 4'],
    [62.3, '°', 1.44, '62.3° ± 1.4'],
    [62.3, '°', 0.02, '62.3° ± 0.1'],
    [62.3, '°', 41, '60° ± 40'],
    [-4.43, '°', 12.6, '−4° ± 13'],
    [118.4, 'ms', 25.3, '118 ms ± 25'],
    [118.4, 'ms', 96, '120 ms ± 100'],
    [118.4, 'ms', 0.7, '118 ms ± 1'],
    [0.5162, 'S', 0.031, '0.52 S ± 0.03'],
    [0.5162, 'S', 0.021, '0.516 S ± 0.021'],
    [0.5162, 'S', 0.04, '0.52 S ± 0.04'],
    [0.5162, 'S', 0.00004, '0.516 S ± 0.001'],
    [1234.5, 'S/s³', 482, '1,200 S/s³ ± 500'],
    [42.4, '%', 1.2, '42 % ± 1'],
    [3, 'count', 0.4, '3 ± 1'],
    [0.98274, '1', 0.2, '0.98 ± 0.20'],
  ])('%d %s ± %d is written as %s: its error decides the digits', (value, unit, error, written) => {
    expect(plain(quantityWithError({ value, unit, error }))).toBe(written);
  });

  test.each([0, null])('that is %p is written without it', (error) => {
    expect(writeQuantity({ value: 62.3, unit: '°', error })).toEqual({ amount: '62°' });
  });

  test('can be in the numerals of a language', () => {
    const german = (value: number, digits = 0): string => value.toFixed(digits).replace('.', ',');
    const angle = { value: 62.3, unit: '°', error: 1.44 };
    expect(quantityWithError(angle, german)).toBe('62,3°\u00A0± 1,4');
  });
});

test('numbers have thousands separators, and 0 has no minus', () => {
  expect([27_000, 1_234_567.8, -0.2, -1_000].map((value) => numeral(value))).toEqual([
    ...['27,000', '1,234,568', '0', '−1,000'],
  ]);
});
