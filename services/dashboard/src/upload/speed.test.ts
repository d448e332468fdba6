import { expect, test } from '@jest/globals';
import { createSpeedometer } from './speed.ts';

test('a speed is known after some time', () => {
  const speed = createSpeedometer();
  expect(speed.note(0, 0)).toBeNull();
  expect(speed.note(100, 400)).toBeNull();
  expect(speed.note(1000, 1000)).toBe(1000);
});

test('it is the speed of the last seconds, not the mean of the whole upload', () => {
  const speed = createSpeedometer();
  for (let s = 0; s <= 10; s += 1) speed.note(1000 * s, 1000 * s);
  let last: number | null = null;
  for (let s = 11; s <= 17; s += 1) last = speed.note(10_000, 1000 * s);
  expect(last).toBe(0);
});
