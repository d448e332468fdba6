import { describe, expect, test } from '@jest/globals';
import { fromRoi, roiAround, wholeFrameRoi } from './roi.ts';

describe('roiAround', () => {
  test('is a square of 1.25 times the circle, upright for a standing person', () => {
    expect(roiAround([100, 200], [100, 120])).toEqual({
      ...{ centre: [100, 200], side: 200, rotation: 0 },
    });
  });

  test.each([
    ['to the right: lies on the left side', [180, 200], Math.PI / 2],
    ['to the left', [20, 200], -Math.PI / 2],
    ['below: stands on the head', [100, 280], -Math.PI],
  ] as const)('is rotated with the head %s', (_what, edge, rotation) => {
    const region = roiAround([100, 200], edge);
    expect(region.rotation).toBeCloseTo(rotation, 9);
    expect(region.side).toBeCloseTo(200, 9);
    // The edge of the circle is above the centre of the region: 1 / 1.25 of the way up.
    const [x, y] = fromRoi(region, [0.5, 0.1]);
    expect([x, y]).toEqual([expect.closeTo(edge[0], 9), expect.closeTo(edge[1], 9)]);
  });
});

describe('fromRoi', () => {
  test('rotates clockwise on the screen', () => {
    const region = { centre: [10, 20], side: 4, rotation: Math.PI / 2 } as const;
    const [x, y] = fromRoi(region, [1, 0.5]);
    expect([x, y]).toEqual([expect.closeTo(10, 9), expect.closeTo(22, 9)]);
  });
});

test('the whole frame is centred in a square', () => {
  expect(wholeFrameRoi({ width: 640, height: 360 })).toEqual({
    ...{ centre: [320, 180], side: 640, rotation: 0 },
  });
});
