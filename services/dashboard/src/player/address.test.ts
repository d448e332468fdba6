import { expect, test } from '@jest/globals';
import { readAddress, writeAddress } from './address.ts';

test('a link names the position, the loop and the speed', () => {
  const place = { seconds: 12.5, loop: { startMs: 8200, endMs: 11_000 }, speed: 0.5 };
  expect(readAddress('#t=12.5&loop=8.2-11.0&speed=0.5')).toEqual(place);
  expect(writeAddress(place)).toBe('#t=12.5&loop=8.2-11&speed=0.5');
  expect(readAddress(writeAddress(place))).toEqual(place);
});

test('the start of a clip at its own speed needs nothing', () => {
  expect(writeAddress({})).toBe('');
  expect(writeAddress({ seconds: 0, speed: 1, loop: undefined })).toBe('');
  expect(readAddress('')).toEqual({});
});

test('every frame has its own address', () => {
  const middle = (frame: number): number => (frame + 0.5) / 120;
  for (const frame of [0, 1, 99, 107_999]) {
    const { seconds = 0 } = readAddress(writeAddress({ seconds: middle(frame) }));
    expect(Math.floor(seconds * 120)).toBe(frame);
  }
});

test.each([
  ['another part of a page', '#main'],
  ['words', '#t=now&loop=a-b&speed=fast'],
  ['a loop that ends before it starts', '#loop=5-4'],
  ['a loop without an end', '#loop=5-'],
  ['negative numbers', '#t=-3&speed=-1'],
])('%s is no place in a clip', (_, hash) => {
  expect(readAddress(hash)).toEqual({});
});

test('a speed is one that browsers play', () => {
  expect(readAddress('#speed=0')).toEqual({ speed: 0.1 });
  expect(readAddress('#speed=100')).toEqual({ speed: 4 });
});
