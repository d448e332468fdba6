import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, moved, type Point3, record, standing } from '../testing/fixture-dancer.ts';
import { bodySegments, centreOfMass } from './centre-of-mass.ts';

const centreOf = (...film_: Parameters<typeof record>) =>
  centreOfMass(bodySegments(cleanTrack(record(...film_), camera)));

describe('the centre of mass', () => {
  test('counts the whole body exactly once', () => {
    const segments = bodySegments(
      cleanTrack(
        record(3, () => standing),
        camera,
      ),
    );
    expect(segments).toHaveLength(14);
    expect(segments.reduce((sum, { mass }) => sum + mass, 0)).toBeCloseTo(1, 3);
  });

  test('of a symmetric pose is on its middle line, near the navel', () => {
    const { x, y } = centreOf(10, () => moved(standing, [0.3, 0, 0]));
    expect(x[5]).toBeCloseTo(500 + 0.3 * 200, 9);
    const height = (700 - (y[5] ?? 0)) / 200;
    expect(height).toBeGreaterThan(0.85);
    expect(height).toBeLessThan(1.05);
  });

  test('follows an arm by the arm’s share of the mass', () => {
    const [x, y, z] = standing.leftWrist;
    const arm = { ...standing, leftWrist: [x + 0.1, y, z] as Point3 };
    // The forearm's centre is at 45.7 % of its length; the hand extends from the wrist to the knuckles.
    const forearm = 0.015 * 0.457 * 20;
    const hand = 0.0059 * (1 - 0.769) * 20;
    const shift = (centreOf(10, () => arm).x[5] ?? 0) - 500;
    expect(shift).toBeCloseTo((forearm + hand) / 1.0001, 6);
  });

  test('is known without a hand, but not without a leg', () => {
    const hide = (ids: readonly number[]) =>
      centreOf(
        10,
        () => standing,
        (name) => (ids.includes(landmarkId[name]) ? 0 : 1),
      ).x[5];
    const { leftIndex, leftPinky, leftKnee } = landmarkId;
    expect(hide([leftIndex, leftPinky])).toBeCloseTo(500, 0);
    expect(hide([leftKnee])).toBeNaN();
  });
});
