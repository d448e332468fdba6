import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import {
  camera,
  changed,
  type Point3,
  record,
  type Stance,
  standing,
} from '../testing/fixture-dancer.ts';
import { bodyMotion } from './body-motion.ts';
import { areaOf, convexHull } from './expansion-signals.ts';

const arms = (side: 1 | -1): Partial<Stance> => {
  const [prefix, out] = side === 1 ? ['left', side] : ['right', side];
  const at = (distance: number): Point3 => [out * distance, -1.35, 0];
  return { [`${prefix}Elbow`]: at(0.46), [`${prefix}Wrist`]: at(0.71) } as Partial<Stance>;
};
const tPose: Stance = { ...standing, ...arms(1), ...arms(-1) };
const tuck = changed(standing, ([x, y, z]) => [0.8 * x, 0.5 * y, z]);

const expansionOf = (places: Stance) =>
  bodyMotion(cleanTrack([...record(20, () => places), ...record(80, () => standing)], camera))
    .expansion;

test('a T takes up more room than a tuck', () => {
  const [wide, small] = [expansionOf(tPose), expansionOf(tuck)];
  expect(wide.reach[5]).toBeGreaterThan((small.reach[5] ?? 0) * 1.5);
  expect(wide.area[5]).toBeGreaterThan((small.area[5] ?? 0) * 2);
  // The box around a T is mostly empty.
  expect(wide.compactness[5]).toBeLessThan(small.compactness[5] ?? 0);
});

describe('convexHull', () => {
  test('returns the corners, without points inside or between them', () => {
    const square = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [x, y] as const));
    const hull = convexHull(square);
    expect(hull).toHaveLength(4);
    expect(areaOf(hull)).toBe(4);
  });

  test('of points on a line has no area', () => {
    const line = [0, 3, 1, 2].map((x) => [x, 2 * x] as const);
    expect(areaOf(convexHull(line))).toBe(0);
  });
});
