import type { PoseFrame, WorldLandmark } from '@dance-pose/contracts';
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
import { bent } from '../testing/fixture-legs.ts';
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

describe('the view of a joint', () => {
  const ranges = (frames: PoseFrame[]) => {
    const motion = bodyMotion(cleanTrack(frames, camera));
    const found = rangeMetrics(motion, { from: 0, to: frames.length });
    return Object.fromEntries(found.map((range) => [range.id, range]));
  };
  const wave = (t: number): number => (1 - Math.cos(Math.PI * t)) / 2;

  /** The frames of an engine that sees no depth. */
  const flat = (frames: PoseFrame[]): PoseFrame[] =>
    frames.map((frame) => ({
      ...frame,
      people: frame.people.map((person) => ({
        ...person,
        world: person.world.map(([x, y]): WorldLandmark => [x, y, 0]),
      })),
    }));

  const outOfPlane = {
    value: null,
    validity: 'not-from-this-view',
    reason: { code: 'out-of-plane' },
  };

  test('of a knee that bends towards the camera is wrong, whatever the depth says', () => {
    const plie = record(120, (t) => bent(70 * wave(t)));
    for (const frames of [plie, flat(plie)]) {
      const found = ranges(frames);
      for (const side of ['left', 'right'] as const) {
        expect(found[`${side}-knee-range`]).toMatchObject(outOfPlane);
        expect(found[`${side}-hip-range`]).toMatchObject(outOfPlane);
        const inSpace = found[`${side}-knee-range-3d`];
        expect(inSpace).toMatchObject({ validity: 'approximate', confidence: 'low' });
        expect(Math.abs((inSpace?.value ?? 0) - 70)).toBeLessThan(15);
      }
    }
  });

  test('of a knee that bends in the picture is right', () => {
    const found = ranges(record(120, (t) => turned(bent(70 * wave(t)), 90)));
    for (const side of ['left', 'right'] as const) {
      expect(found[`${side}-knee-range`]).toMatchObject({ validity: 'valid' });
      expect(Math.abs((found[`${side}-knee-range`]?.value ?? 0) - 70)).toBeLessThan(3);
    }
  });

  test('of an arm that points at the camera is wrong, even if the engine sees no depth', () => {
    const swinging = (t: number): Stance => {
      const [x, y, z] = standing.leftElbow;
      const angle = (100 * wave(t) * Math.PI) / 180;
      const wrist: Point3 = [x, y + 0.25 * Math.cos(angle), z - 0.25 * Math.sin(angle)];
      return { ...standing, leftWrist: wrist };
    };
    const found = ranges(flat(record(120, swinging)));
    expect(found['left-elbow-range']).toMatchObject(outOfPlane);
    expect(found['right-elbow-range']).toMatchObject({ validity: 'valid' });
  });

  test('of an ankle is never sure', () => {
    const found = ranges(record(60, () => turned(standing, 90)));
    expect(found['left-ankle-range']).toMatchObject({ confidence: 'low', error: 40 });
  });
});
