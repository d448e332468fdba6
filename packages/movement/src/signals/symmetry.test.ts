import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { randomNumbers } from '../series/random.ts';
import {
  camera,
  moved,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { findLag, mirrorSymmetry, symmetryIndex } from './symmetry.ts';

describe('symmetryIndex', () => {
  test('is 0 for equal values, and 66.67 for twice as much on the right', () => {
    expect(symmetryIndex(30, 30)).toBe(0);
    expect(symmetryIndex(1, 2)).toBeCloseTo(66.67, 2);
    expect(symmetryIndex(2, 1)).toBeCloseTo(-66.67, 2);
  });
});

describe('mirrorSymmetry', () => {
  const of = (places: Stance): number =>
    mirrorSymmetry(
      cleanTrack(
        record(10, () => places),
        camera,
      ),
    )[5] ?? Number.NaN;

  test('is 1 for a mirrored pose, at any position and heading', () => {
    expect(of(standing)).toBeCloseTo(1, 9);
    expect(of(moved(turned(standing, 50), [1, 0, 0]))).toBeCloseTo(1, 9);
  });

  test('decreases by the mean distance in S if one side differs', () => {
    const [x, y, z] = standing.leftWrist;
    const raised = { ...standing, leftWrist: [x, y - 0.6, z] as Point3 };
    // One of six joints is 0.6 m, which is 1.2 S, from the mirrored one.
    expect(of(raised)).toBeCloseTo(1 - 1.2 / 6, 9);
  });
});

describe('findLag', () => {
  const wave = (shift: number): Float64Array =>
    Float64Array.from(
      { length: 120 },
      (_, i) => Math.sin((i - shift) / 7) + Math.sin((i - shift) / 3),
    );
  const whole = { from: 0, to: 120 };

  test.each([0, 4, -6])('returns the shift, %d frames', (shift) => {
    const lag = findLag(wave(0), wave(shift), { span: whole, longest: 15, independent: 8 });
    expect(lag?.frames).toBe(shift);
    expect(lag?.correlation).toBeCloseTo(1, 9);
    expect(lag?.error).toBe(0.5);
  });

  test('knows a lag less well if the signals are less alike', () => {
    const random = randomNumbers(3);
    const noisy = wave(4).map((value) => value + 2 * (random() - 0.5));
    const lag = findLag(wave(0), noisy, { span: whole, longest: 15, independent: 8 });
    expect(lag?.error).toBeGreaterThan(1);
    expect(Math.abs((lag?.frames ?? Number.NaN) - 4)).toBeLessThanOrEqual(lag?.error ?? 0);
  });

  test('returns undefined if the lag is outside of the range, or nothing moves', () => {
    const ramp = (shift: number) =>
      Float64Array.from({ length: 120 }, (_, i) => Math.atan((i - shift) / 9));
    expect(
      findLag(ramp(40), ramp(80), { span: whole, longest: 15, independent: 8 }),
    ).toBeUndefined();
    const still = new Float64Array(120).fill(3);
    expect(findLag(still, still, { span: whole, longest: 15, independent: 8 })).toBeUndefined();
  });

  test('uses only the known values of the span', () => {
    const right = wave(4).map((value, i) => (i < 20 || i > 110 ? Number.NaN : value));
    expect(
      findLag(wave(0), right, { span: { from: 10, to: 110 }, longest: 15, independent: 8 })?.frames,
    ).toBe(4);
    const hidden = wave(4).map((value, i) => (i % 3 === 0 ? value : Number.NaN));
    expect(findLag(wave(0), hidden, { span: whole, longest: 15, independent: 8 })).toBeUndefined();
  });
});
