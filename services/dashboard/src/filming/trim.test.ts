import { expect, test } from '@jest/globals';
import { trimOf, withFrom, withTo } from './trim.ts';

const all = { from: 0, to: 12.34 };

test('the whole take needs no trim', () => {
  expect(trimOf(all, all)).toBeUndefined();
});

test('a part is in milliseconds, and an end that was not moved is left open', () => {
  expect(trimOf(withFrom(all, 2.5), all)).toEqual({ startMs: 2500 });
  expect(trimOf(withTo(all, 8, all), all)).toEqual({ startMs: 0, endMs: 8000 });
});

test('a part has at least a second and stays inside the take', () => {
  expect(withFrom({ from: 0, to: 5 }, 4.9)).toEqual({ from: 4, to: 5 });
  expect(withTo({ from: 4, to: 9 }, 1, all)).toEqual({ from: 4, to: 5 });
  expect(withTo({ from: 4, to: 9 }, 99, all)).toEqual({ from: 4, to: 12.34 });
  expect(withFrom({ from: 0, to: 0.5 }, 0.2)).toEqual({ from: 0, to: 0.5 });
});
