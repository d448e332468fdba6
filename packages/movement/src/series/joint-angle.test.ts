import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { angleDegrees, jointAngles } from './joint-angle.ts';

describe('angleDegrees', () => {
  test('is 90 for a corner and 180 for a straight limb', () => {
    expect(angleDegrees([1, 0, 0], [0, 0, 0], [0, 1, 0])).toBe(90);
    expect(angleDegrees([0, 0], [3, 4], [6, 8])).toBe(180);
  });

  test('does not depend on scale, position or direction', () => {
    const angle = angleDegrees([2, 1, 0.5], [0, 0, 0], [-1, 3, 2]);
    expect(angleDegrees([25, 15, 10], [5, 5, 5], [-5, 35, 25])).toBeCloseTo(angle, 12);
    expect(angleDegrees([-1, 3, 2], [0, 0, 0], [2, 1, 0.5])).toBeCloseTo(angle, 12);
  });

  test('is precise where the arc cosine is not', () => {
    expect(angleDegrees([1, 1e-9], [0, 0], [1, 0])).toBeCloseTo((1e-9 * 180) / Math.PI, 18);
  });
});

test('every joint is between two others of its own side', () => {
  for (const { joint, ids } of jointAngles) {
    expect(ids[1]).toBe(landmarkId[joint]);
    expect(new Set(ids.map((id) => id % 2)).size).toBe(1);
    expect(new Set(ids).size).toBe(3);
  }
});
