import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import {
  camera,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { rangeMetrics, rangeOfMotion } from './range-metrics.ts';

describe('rangeOfMotion', () => {
  test('is about 60° for a sine of 30°', () => {
    const sine = Float64Array.from({ length: 600 }, (_, i) => 90 + 30 * Math.sin(i / 20));
    expect(Math.abs(rangeOfMotion(sine) - 60)).toBeLessThan(0.5);
  });

  test('ignores single errors', () => {
    const sine = Float64Array.from({ length: 600 }, (_, i) => 90 + 30 * Math.sin(i / 20));
    sine[100] = 180;
    sine[300] = 0;
    expect(Math.abs(rangeOfMotion(sine) - 60)).toBeLessThan(0.5);
  });
});

describe('rangeMetrics', () => {
  /** The left forearm swings up and down by `swing` degrees from horizontal; the upper arm is at rest. */
  const beating = (t: number, swing: number): Stance => {
    const angle = ((Math.PI * swing) / 180) * Math.sin(Math.PI * t);
    const [x, y, z] = standing.leftElbow;
    const wrist: Point3 = [x + 0.25 * Math.cos(angle), y + 0.25 * Math.sin(angle), z];
    return { ...standing, leftWrist: wrist };
  };
  const rangesOf = (degrees: number, swing = 30) => {
    const frames = record(120, (t) => turned(beating(t, swing), degrees));
    const found = rangeMetrics(bodyMotion(cleanTrack(frames, camera)), { from: 0, to: 120 });
    return Object.fromEntries(found.map((range) => [range.id, range]));
  };

  test('measure a movement in the plane of the picture', () => {
    const found = rangesOf(0);
    expect(found['left-elbow-range']).toMatchObject({ validity: 'valid', confidence: 'medium' });
    expect(Math.abs((found['left-elbow-range']?.value ?? 0) - 60)).toBeLessThan(2);
    expect(found['right-elbow-range']?.value).toBeCloseTo(0, 6);
  });

  test('measure a movement towards the camera only in 3D', () => {
    const found = rangesOf(70);
    expect(found['left-elbow-range']).toMatchObject({
      value: null,
      validity: 'not-from-this-view',
      reason: { text: expect.stringContaining('film it from another side') },
    });
    expect(found['left-elbow-range-3d']).toMatchObject({
      validity: 'approximate',
      confidence: 'low',
    });
    expect(Math.abs((found['left-elbow-range-3d']?.value ?? 0) - 60)).toBeLessThan(2);
  });

  test('compare the sides of a small movement with low confidence', () => {
    const found = rangesOf(0, 15)['elbow-range-symmetry'];
    expect(found).toMatchObject({ validity: 'valid', confidence: 'low' });
  });

  test('compare both sides by the same method', () => {
    const [front, side] = [rangesOf(0), rangesOf(70)].map(
      (ranges) => ranges['elbow-range-symmetry'],
    );
    expect(front).toMatchObject({ validity: 'valid', confidence: 'medium' });
    expect(front?.value).toBeCloseTo(-200, 3);
    expect(side).toMatchObject({ validity: 'approximate', confidence: 'low' });
    expect(side?.value).toBeCloseTo(-200, 3);
    expect(rangesOf(0)['knee-range-symmetry']).toMatchObject({
      value: null,
      reason: { text: 'The knees hardly moved.' },
    });
  });
});
