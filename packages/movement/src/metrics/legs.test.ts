import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import {
  camera,
  inMirror,
  moved,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { legMetrics } from './leg-metrics.ts';

const metricsOf = (frames: ReturnType<typeof record>) =>
  Object.fromEntries(
    legMetrics(bodyMotion(cleanTrack(frames, camera)), { from: 0, to: frames.length }).map(
      (found) => [found.id, found],
    ),
  );
const measured = (places: Stance) => metricsOf(record(30, () => places));

/** Turns the toes out from straight ahead, by degrees for each foot. */
const turnedOut = (left: number, right: number): Stance => {
  const toes = (side: 1 | -1, degrees: number): Point3 => {
    const angle = (degrees * Math.PI) / 180;
    return [side * (0.1 + 0.2 * Math.sin(angle)), 0, 0.05 - 0.2 * Math.cos(angle)];
  };
  return { ...standing, leftFootIndex: toes(1, left), rightFootIndex: toes(-1, right) };
};

describe('turnout', () => {
  test('of 45° and 45° is 90°', () => {
    const found = measured(turnedOut(45, 45));
    expect(found['left-turnout']?.value).toBeCloseTo(45, 9);
    expect(found['right-turnout']?.value).toBeCloseTo(45, 9);
    expect(found.turnout).toMatchObject({ confidence: 'low', validity: 'approximate' });
    expect(found.turnout?.value).toBeCloseTo(90, 9);
  });

  test('is measured from the pelvis for each foot, also from behind', () => {
    for (const direction of [20, 180]) {
      const found = measured(turned(turnedOut(60, -10), direction));
      expect(found['left-turnout']?.value).toBeCloseTo(60, 9);
      expect(found['right-turnout']?.value).toBeCloseTo(-10, 9);
    }
  });

  test('is not measured beyond what a body can do', () => {
    const found = measured(turnedOut(45, 150));
    expect(found['left-turnout']?.value).toBeCloseTo(45, 9);
    expect(found['right-turnout']?.value).toBeNull();
    expect(found.turnout?.value).toBeNull();
  });

  test('is not measured from the side or for walking feet', () => {
    const reason = { text: expect.stringContaining('square to the camera') };
    const unseen = { value: null, validity: 'not-from-this-view', reason };
    expect(measured(turned(turnedOut(45, 45), 80)).turnout).toMatchObject(unseen);
    const walking = record(60, (t) => moved(turnedOut(45, 45), [t, 0, 0]));
    expect(metricsOf(walking).turnout).toMatchObject(unseen);
  });
});

describe('knees', () => {
  const kneeAt = (dx: number, dz: number): Stance => {
    const [x, y, z] = standing.leftKnee;
    return { ...standing, leftKnee: [x + dx, y, z + dz] };
  };

  test('are at 0° in line with hip and ankle', () => {
    expect(measured(standing)['left-knee-inside-line']?.value).toBeCloseTo(0, 9);
  });

  test('are positive inside the line and negative outside, each on its own side', () => {
    const degrees = ((Math.atan2(0.05, 0.4) + Math.atan2(0.05, 0.39)) * 180) / Math.PI;
    const inside = record(30, () => kneeAt(-0.05, 0));
    expect(metricsOf(inside)['left-knee-inside-line']?.value).toBeCloseTo(degrees, 6);
    expect(metricsOf(inside)['right-knee-inside-line']?.value).toBeCloseTo(0, 9);
    expect(metricsOf(inMirror(inside))['right-knee-inside-line']?.value).toBeCloseTo(degrees, 6);
    expect(measured(kneeAt(0.05, 0))['left-knee-inside-line']?.value).toBeCloseTo(-degrees, 6);
  });

  test('are at 0° bent over the toes, and positive bent inside them', () => {
    const bent = (degrees: number): Stance => {
      const angle = (degrees * Math.PI) / 180;
      return {
        ...turnedOut(30, 30),
        leftKnee: kneeAt(0.2 * Math.sin(angle), -0.2 * Math.cos(angle)).leftKnee,
      };
    };
    expect(measured(bent(30))['left-knee-inside-toes']?.value).toBeCloseTo(0, 9);
    expect(measured(bent(10))['left-knee-inside-toes']?.value).toBeCloseTo(20, 9);
    expect(measured(standing)['left-knee-inside-toes']?.value).toBeNull();
  });
});

describe('pliés', () => {
  /** Knees outwards in the plane of the picture, hips lowered accordingly. */
  const plie = (degrees: number): Stance => {
    const half = (degrees * Math.PI) / 360;
    const drop = (0.4 + 0.39) * (1 - Math.cos(half));
    const lowered = moved(standing, [0, drop, 0]);
    const knee = (side: 1 | -1): Point3 => [
      side * (0.1 + 0.4 * Math.sin(half)),
      -0.06 - 0.39 * Math.cos(half),
      0,
    ];
    const { leftAnkle, rightAnkle, leftHeel, rightHeel, leftFootIndex, rightFootIndex } = standing;
    const feet = { leftAnkle, rightAnkle, leftHeel, rightHeel, leftFootIndex, rightFootIndex };
    return { ...lowered, ...feet, leftKnee: knee(1), rightKnee: knee(-1) };
  };

  test('are measured by the bend of the knees and the drop of the hips', () => {
    const found = metricsOf(record(120, (t) => plie(50 * (1 - Math.cos(Math.PI * t)))));
    expect(found['plie-depth']).toMatchObject({ validity: 'valid' });
    expect(found['plie-depth']?.value).toBeGreaterThan(96);
    expect(found['plie-depth']?.value).toBeLessThan(101);
    const drop = (100 * 0.79 * (1 - Math.cos((50 * Math.PI) / 180))) / 0.85;
    expect(Math.abs((found['plie-drop']?.value ?? 0) - drop)).toBeLessThan(1.5);
  });

  test('towards the camera are measured in 3D, with less confidence', () => {
    const found = metricsOf(record(120, (t) => turned(plie(50 * (1 - Math.cos(Math.PI * t))), 90)));
    expect(found['plie-depth']).toMatchObject({ validity: 'approximate', confidence: 'low' });
    expect(found['plie-depth']?.value).toBeGreaterThan(96);
  });
});
