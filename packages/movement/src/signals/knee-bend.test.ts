import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, type Point3, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { bent, lifted } from '../testing/fixture-legs.ts';
import { bodyMotion } from './body-motion.ts';
import { bendFrom } from './knee-bend.ts';

test('bendFrom follows from the length of two equal bones', () => {
  // Shorter by the cosine of half the bend, from legs that are not quite straight.
  expect(bendFrom(1)).toBeCloseTo(12, 9);
  expect(bendFrom(Math.cos(Math.PI / 6))).toBeCloseTo(61.1, 1);
  expect(bendFrom(Math.SQRT1_2)).toBeCloseTo(90.6, 1);
  expect(bendFrom(1.05)).toBe(0);
});

describe('the bend of standing knees', () => {
  /** Straight for three seconds, then the stance. */
  const kneesOf = (stance: Stance) =>
    bodyMotion(
      cleanTrack(
        record(150, (t) => (t < 3 ? standing : stance)),
        camera,
      ),
    ).knees;
  const last = 140;

  test('is unknown for a leg in the air', () => {
    const { left, right, both } = kneesOf(lifted('left', 60, 90));
    expect(left.bend[last]).toBeNaN();
    expect(both.bend[last]).toBeNaN();
    expect(right.bend[last]).toBeLessThan(20);
  });

  test('has a larger error where hips, shoulders and head disagree', () => {
    const slip = ([x, y, z]: Point3): Point3 => [x, y + 0.06, z];
    const plie = bent(60);
    const slipped = { ...plie, leftHip: slip(plie.leftHip), rightHip: slip(plie.rightHip) };
    const [sure, unsure] = [kneesOf(plie).both, kneesOf(slipped).both];
    expect(unsure.error[last]).toBeGreaterThan(1.3 * (sure.error[last] ?? 0));
    expect(unsure.agreed[last]).toBeLessThan((unsure.bend[last] ?? 0) - 5);
    expect(Math.abs((unsure.bend[last] ?? 0) - 60)).toBeLessThan(1.96 * (unsure.error[last] ?? 0));
  });

  test('is at least what the picture shows', () => {
    // The engine puts both knees outwards and leaves the hips where they were.
    const out = (side: 1 | -1): Point3 => [side * 0.3, -0.45, 0];
    const { bend, error } = kneesOf({ ...standing, leftKnee: out(1), rightKnee: out(-1) }).both;
    expect(bend[last]).toBeGreaterThan(25);
    expect(error[last]).toBeGreaterThan(10);
  });
});
