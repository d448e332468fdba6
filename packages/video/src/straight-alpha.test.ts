import { describe, expect, test } from '@jest/globals';
import { toStraightAlpha } from './straight-alpha.ts';

const straight = (...pixel: number[]): number[] => {
  const to = new Uint8Array(4);
  toStraightAlpha(Uint8Array.from(pixel), to);
  return [...to];
};

describe('toStraightAlpha', () => {
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    [
      [10, 20, 30, 255],
      [10, 20, 30, 255],
    ],
    [
      [128, 64, 0, 128],
      [255, 128, 0, 128],
    ],
    [
      [1, 0, 0, 1],
      [255, 0, 0, 1],
    ],
    // More colour than its alpha allows is not light that does not exist.
    [
      [200, 0, 0, 100],
      [255, 0, 0, 100],
    ],
  ])('%j is %j', (from, to) => {
    expect(straight(...from)).toEqual(to);
  });

  test('undoes premultiplying to within rounding', () => {
    for (let alpha = 1; alpha < 256; alpha++) {
      for (let value = 0; value < 256; value += 5) {
        const premultiplied = Math.round((value * alpha) / 255);
        const [red = 0] = straight(premultiplied, 0, 0, alpha);
        expect(Math.abs((red * alpha) / 255 - premultiplied)).toBeLessThanOrEqual(0.5);
      }
    }
  });

  test('takes memory that does not start at a multiple of four, and overwrites what was there', () => {
    const from = new Uint8Array(9).subarray(1);
    from.set([64, 64, 64, 128], 4);
    const to = new Uint8Array(8).fill(7);
    toStraightAlpha(from, to);
    expect([...to]).toEqual([0, 0, 0, 0, 128, 128, 128, 128]);
  });
});
