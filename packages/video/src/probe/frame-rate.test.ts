import { describe, expect, test } from '@jest/globals';
import { chooseRate, type FrameRate } from './frame-rate.ts';

const rate = (num: number, den = 1): FrameRate => ({ num, den });

describe('chooseRate', () => {
  test.each<[string, FrameRate | null, number | null, number, FrameRate]>([
    ['uses a header that matches', rate(30_000, 1001), 29.97, 60, rate(30_000, 1001)],
    ['ignores 1000/1 of a recording', rate(1000), 29.98, 60, rate(30_000, 1001)],
    ['ignores 90000/1', rate(90_000), 25.0, 10, rate(25)],
    ['distinguishes 29.97 from a header of 30', rate(30), 29.97, 60, rate(30_000, 1001)],
    ['allows for millisecond clocks in short clips', rate(30), 30.3, 0.2, rate(30)],
    ['uses the average of a variable rate', rate(30), 18.5, 20, rate(37, 2)],
    [
      'simplifies a long fraction',
      rate(18_780_000, 627_791),
      29.914,
      60,
      rate(18_780_000, 627_791),
    ],
    ['caps at 60', rate(240), 240, 10, rate(60)],
    ['keeps 59.94', rate(60_000, 1001), 59.94, 10, rate(60_000, 1001)],
    ['raises the rate of a slide show to 1', rate(1, 5), 0.2, 100, rate(1)],
    ['falls back to the header for one frame', rate(30), null, 0, rate(30)],
    ['falls back to 25 for one frame and an absurd header', rate(90_000), null, 0, rate(25)],
    ['falls back to 25 without any information', null, null, 0, rate(25)],
  ])('%s', (_case, claimed, measured, span, expected) => {
    const chosen = chooseRate(claimed, measured, span);
    // Over a quarter of an hour, 1e-5 is a quarter of a frame.
    expect(Math.abs(chosen.num / chosen.den / (expected.num / expected.den) - 1)).toBeLessThan(
      1e-5,
    );
    expect(chosen.den).toBeLessThanOrEqual(1001);
    expect(Number.isInteger(chosen.num) && Number.isInteger(chosen.den)).toBe(true);
  });
});
