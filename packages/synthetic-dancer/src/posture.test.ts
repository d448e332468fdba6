import { expect, test } from '@jest/globals';
import { mirror, mix, stance } from './posture.ts';

test('mirroring twice changes nothing', () => {
  const change = {
    hips: { x: 0.3, turn: 20, drop: 0.1 },
    head: { tilt: 5 },
    leftArm: { raise: 90 },
    rightLeg: { x: -0.4, lift: 0.1 },
  };
  expect(mirror(change)).toEqual({
    hips: { x: -0.3, turn: -20, drop: 0.1 },
    head: { tilt: -5 },
    rightArm: { raise: 90 },
    leftLeg: { x: 0.4, lift: 0.1 },
  });
  expect(mirror(mirror(change))).toEqual(change);
});

test('mix interpolates linearly from one to the other', () => {
  const raised = { ...stance.leftArm, raise: 100 };
  expect(mix(stance.leftArm, raised, 0)).toEqual(stance.leftArm);
  expect(mix(stance.leftArm, raised, 1)).toEqual(raised);
  expect(mix(stance.leftArm, raised, 0.5).raise).toBe((stance.leftArm.raise + 100) / 2);
});
