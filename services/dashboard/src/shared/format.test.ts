import { expect, test } from '@jest/globals';
import { ago, inBytes, inClip, inMinutes, progressFacts } from './format.ts';

test.each([
  [0, '0:00.0'],
  [4.26, '0:04.3'],
  // Rounded before it is split into minutes: there is no 60th second.
  [59.96, '1:00.0'],
  [754.5, '12:34.5'],
])('the position %d s into a clip is %s', (seconds, text) => {
  expect(inClip(seconds)).toBe(text);
});

test.each([
  [0.2, '1 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [605, '10 min 5 s'],
])('%d s are %s', (seconds, text) => {
  expect(inMinutes(seconds)).toBe(text);
});

test('sizes have a unit that needs few digits', () => {
  expect(inBytes(0)).toMatch(/^0 /);
  expect(inBytes(999)).toMatch(/^999 /);
  expect(inBytes(54_321)).toMatch(/^54 /);
  expect(inBytes(1_500_000)).toMatch(/^1.5 /);
  expect(inBytes(2 ** 31)).toMatch(/^2.1 /);
  expect(inBytes(7e12)).toMatch(/^7.?000 /);
});

test('older times have larger units', () => {
  const now = Date.parse('2026-01-10T12:00:00Z');
  const told = ['11:59:30', '11:30:00', '02:00:00'].map((time) => ago(`2026-01-10T${time}Z`, now));
  expect(told[0]).toBe('just now');
  expect(told[1]).toContain('30');
  expect(told[2]).toContain('10');
  expect(ago('2026-01-05T12:00:00Z', now)).toContain('5');
});

test('progress shows only known values', () => {
  const begun = { percent: 0, framesDone: 0, framesTotal: 0, framesPerSecond: 0, etaSeconds: null };
  expect(progressFacts({ ...begun, stage: 'fetch' })).toMatch(/^0.?% · Fetching the file$/);
  const facts = progressFacts({
    ...{ stage: 'track', percent: 41.9, framesDone: 30, framesTotal: 60 },
    ...{ framesPerSecond: 12.5, etaSeconds: 3 },
  });
  expect(facts).toMatch(/^41.?% · Finding the dancer · 30 of 60 frames · 12.5 fps · 3 s left$/);
});
