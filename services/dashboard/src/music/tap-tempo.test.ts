import { describe, expect, test } from '@jest/globals';
import { addTap, fewestTaps, pauseMs, type Tap, tempoOf } from './tap-tempo.ts';

const tapped = (
  times: readonly number[],
  clock: Tap['clock'] = 'room',
  before: readonly Tap[] = [],
) => times.reduce<readonly Tap[]>((taps, ms) => addTap(taps, { clock, ms }), before);
/** Times of taps, from the intervals between them. */
const after = (...intervals: number[]): number[] =>
  [1000, ...intervals].map((_, at, all) => all.slice(0, at + 1).reduce((sum, each) => sum + each));

describe('tapping a tempo', () => {
  test('takes four taps', () => {
    expect(tempoOf(tapped(after(500, 500)))).toBeUndefined();
    expect(tempoOf(tapped(after(500, 500, 500)))).toBe(120);
    expect(fewestTaps).toBe(4);
  });

  test('takes the median, so that an uneven or missed tap changes nothing', () => {
    expect(tempoOf(tapped(after(610, 590, 600, 640)))).toBe(99);
    expect(tempoOf(tapped(after(600, 600, 1200, 600, 600)))).toBe(100);
  });

  test('starts over after a pause', () => {
    const slow = tapped(after(1000, 1000, 1000, 1000));
    expect(tempoOf(slow)).toBe(60);
    const at = (slow.at(-1)?.ms ?? 0) + pauseMs + 1;
    const resumed = tapped([at, at + 400, at + 800], 'room', slow);
    expect(resumed).toHaveLength(3);
    expect(tempoOf(tapped([at + 1200], 'room', resumed))).toBe(150);
    // Not yet a pause: the slowest tempo can be tapped.
    expect(tempoOf(tapped(after(2000, 2000, 2000)))).toBe(30);
  });

  test('starts over if the player jumps back, or starts to play', () => {
    const played = tapped(after(500, 500, 500), 'clip');
    expect(tapped([100], 'clip', played)).toHaveLength(1);
    expect(tapped([2900], 'room', played)).toHaveLength(1);
  });

  test('ignores a finger that bounces', () => {
    expect(tempoOf(tapped(after(30, 470, 30, 470, 30, 470)))).toBe(120);
  });

  test('follows a new tempo', () => {
    const changed = after(...Array(20).fill(500), ...Array(8).fill(400));
    expect(tempoOf(tapped(changed))).toBe(150);
  });

  test('stays within the tempos that can be set', () => {
    expect(tempoOf(tapped(after(150, 150, 150)))).toBe(300);
    expect(tempoOf(tapped(after(2400, 2400, 2400)))).toBe(30);
  });
});
