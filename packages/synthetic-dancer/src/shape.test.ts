import { describe, expect, test } from '@jest/globals';
import type { Pixel } from './camera.ts';
import { convexHull, rounded } from './shape.ts';

describe('convexHull', () => {
  test('keeps the corners and drops points inside or on the sides', () => {
    const corners: Pixel[] = [
      [0, 0],
      [4, 0],
      [4, 3],
      [0, 3],
    ];
    const hull = convexHull([...corners, [1, 1], [2, 0], [4, 1.5]]);
    expect(hull).toHaveLength(4);
    expect(new Set(hull.map(String))).toEqual(new Set(corners.map(String)));
  });

  test('always winds the same way, so that overlapping polygons fill as one', () => {
    const area = (hull: readonly Pixel[]): number =>
      hull.reduce((sum, [x, y], i) => {
        const [nx, ny] = hull[(i + 1) % hull.length] as Pixel;
        return sum + (x * ny - nx * y) / 2;
      }, 0);
    const pixels: Pixel[] = [
      [5, 1],
      [2, 8],
      [9, 4],
    ];
    expect(area(convexHull(pixels))).toBe(area(convexHull(pixels.toReversed())));
    expect(area(convexHull(pixels))).toBeGreaterThan(0);
  });
});

test('rounded passes through all given sections', () => {
  const sections: Pixel[][] = [[[0, 0]], [[1, 5]], [[2, 0]]];
  const more = rounded(sections);
  expect(more.length).toBeGreaterThan(sections.length);
  for (const section of sections) expect(more).toContainEqual(section);
});
