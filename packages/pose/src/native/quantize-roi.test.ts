import { describe, expect, test } from '@jest/globals';
import { quantizeRoi } from './quantize-roi.ts';
import type { Roi } from './roi.ts';

const region: Roi = { centre: [531.7, 962.3], side: 1450, rotation: 0.21 };
/** Size of a pixel of the network's input in the frame. */
const pixel = region.side / 256;

describe('quantizeRoi', () => {
  test('moves no corner of a region by much more than a pixel of the network’s input', () => {
    for (let timeMs = 0; timeMs < 2000; timeMs += 1000 / 30) {
      const { centre, side, rotation } = quantizeRoi(region, timeMs);
      for (const axis of [0, 1] as const) {
        expect(Math.abs(centre[axis] - region.centre[axis])).toBeLessThanOrEqual(0.51 * pixel);
      }
      expect(Math.abs(side - region.side) / 2).toBeLessThanOrEqual(0.51 * pixel);
      const turned = Math.abs(rotation - region.rotation) * (region.side / 2);
      expect(turned).toBeLessThanOrEqual(0.51 * pixel);
    }
  });

  test('maps two close regions to the same one in nearly every frame', () => {
    const [x, y] = region.centre;
    const close: Roi = {
      centre: [x + 0.2, y - 0.3],
      side: region.side + 0.4,
      rotation: region.rotation + 1e-4,
    };
    const times = Array.from({ length: 100 }, (_, index) => (index * 1000) / 30);
    const same = times.filter(
      (timeMs) =>
        JSON.stringify(quantizeRoi(close, timeMs)) === JSON.stringify(quantizeRoi(region, timeMs)),
    );
    expect(same.length).toBeGreaterThan(70);
    expect(same.length).toBeLessThan(100);
  });

  test('keeps different regions different', () => {
    const [x, y] = region.centre;
    const apart = { ...region, centre: [x + 1.1 * pixel, y] as const };
    expect(quantizeRoi(apart, 40).centre).not.toEqual(quantizeRoi(region, 40).centre);
  });
});
