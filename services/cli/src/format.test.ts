import { expect, test } from '@jest/globals';
import { duration, moment, printable, size, table } from './format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [2_147_483_648, '2.1 GB'],
])('%d bytes', (bytes, text) => expect(size(bytes)).toBe(text));

test.each([
  [-5, '0.0 s'],
  [8400, '8.4 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [349_200_000, '4 d 1 h'],
  [86_400_000, '1 d'],
])('%d ms', (ms, text) => expect(duration(ms)).toBe(text));

test('a moment is shown in the local time zone', () => {
  const at = new Date(2026, 10, 22, 20, 31, 59);
  expect(moment(at.toISOString())).toBe('2026-11-22 20:31');
});

test('a file name cannot contain control characters', () => {
  expect(printable('a\x1b[31m\u202Eb')).toBe('a�[31m�b');
});

test('a table aligns its columns', () => {
  expect(
    table([
      ['A', 'B'],
      ['long', 'ü'],
    ]),
  ).toBe('A     B\nlong  ü');
});
