import type { Moment } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { createPlayhead } from '../player/playhead.ts';
import { isRepeated, momentNear, momentTitle, momentValue, repeatMoment } from './moments.ts';

const moment = (change: Partial<Moment>): Moment => ({
  ...{ kind: 'plie', startMs: 2000, peakMs: 3000, endMs: 4000, frame: 90, side: null },
  ...{ metric: 'plie-depth', value: 62.3, unit: '°', error: 4.2, confidence: 'medium' },
  ...{ phrase: 1, count: 3 },
  ...change,
});

const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

test.each([
  [{}, 'Plié, phrase 2, count 3, 62° ± 4'],
  [{ error: null }, 'Plié, phrase 2, count 3, 62° ± ?'],
  [{ value: null, error: null, phrase: null, count: null }, 'Plié, not seen well enough'],
  [
    { kind: 'turn', side: 'left', metric: 'turns-left', value: 360, error: 0 },
    'Full turn to the left, phrase 2, count 3, 360°',
  ],
] as const)('%j reads “%s”', (change, title) => {
  expect(plain(momentTitle(moment(change)))).toBe(title);
});

test('a value has the digits that its error allows', () => {
  expect(plain(momentValue(moment({ value: 0.312, unit: 'S', error: 0.05 })))).toBe(
    '0.31 S ± 0.05',
  );
});

test('a moment is repeated with half a second around it, within the clip', () => {
  const playhead = createPlayhead();
  const late = moment({ startMs: 200, endMs: 9800 });
  repeatMoment(playhead, late, 10_000);
  expect(playhead.loop.get()).toMatchObject({ startMs: 0, endMs: 10_000 });
  expect(isRepeated(playhead.loop.get(), late, 10_000)).toBe(true);
  expect(isRepeated(playhead.loop.get(), moment({}), 10_000)).toBe(false);
});

test('the next moment is after the position, the one before is before it', () => {
  const moments = [1000, 5000, 9000].map((peakMs) =>
    moment({ startMs: peakMs - 200, peakMs, endMs: peakMs + 200 }),
  );
  expect(momentNear(moments, 3000, 1)?.peakMs).toBe(5000);
  expect(momentNear(moments, 5000, 1)?.peakMs).toBe(9000);
  expect(momentNear(moments, 5000, -1)?.peakMs).toBe(1000);
  expect(momentNear(moments, 9500, 1)).toBeUndefined();
});

test('extremes that are not certain are passed over, events are not', () => {
  const unsure = moment({ kind: 'largest-angle', confidence: 'low' });
  expect(momentNear([unsure], 0, 1)).toBeUndefined();
  expect(momentNear([moment({ confidence: 'low' })], 0, 1)?.kind).toBe('plie');
});
