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
import { bent, lifted } from '../testing/fixture-legs.ts';
import { legMetrics } from './leg-metrics.ts';

const metricsOf = (frames: ReturnType<typeof record>) =>
  Object.fromEntries(
    legMetrics(bodyMotion(cleanTrack(frames, camera)), { from: 0, to: frames.length }).map(
      (found) => [found.id, found],
    ),
  );
const measured = (places: Stance, frames = 30) => metricsOf(record(frames, () => places));

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

/** 0 to 1 and back in the middle second of every three. */
const dip = (t: number): number =>
  t % 3 < 1 || t % 3 > 2 ? 0 : (1 - Math.cos(2 * Math.PI * (t % 3))) / 2;

describe('pliés', () => {
  test.each([0, 30, 60, 90])('are counted, and the deepest is measured at %d°', (view) => {
    const deep = (t: number): number => (t < 3 ? 60 : 80);
    const found = metricsOf(record(180, (t) => turned(bent(deep(t) * dip(t)), view)));
    expect(found.plies?.value).toBe(2);
    const { value, error, ...depth } = found['plie-depth'] ?? { value: 0, error: 0 };
    expect(depth).toMatchObject({ validity: 'valid', confidence: 'medium' });
    expect(Math.abs((value ?? 0) - 80)).toBeLessThan(4);
    expect(error).toBeGreaterThan(4);
    expect(error).toBeLessThan(12);
  });

  test('belong to the phrase with the deepest point', () => {
    const motion = bodyMotion(
      cleanTrack(
        record(180, (t) => bent(60 * dip(t))),
        camera,
      ),
    );
    const [first, gap, second] = [
      { from: 0, to: 60 },
      { from: 60, to: 120 },
      { from: 120, to: 180 },
    ].map((span) => legMetrics(motion, span).find(({ id }) => id === 'plies')?.value);
    expect([first, gap, second]).toEqual([1, 0, 1]);
  });

  test('are none for a dancer who stands, and unknown without feet, or in a moment', () => {
    expect(measured(standing).plies).toMatchObject({ value: null, reason: expect.anything() });
    expect(measured(standing, 90).plies?.value).toBe(0);
    expect(measured(standing, 90)['plie-depth']).toMatchObject({
      value: null,
      reason: { code: 'no-plie' },
    });
    const noFeet = metricsOf(
      record(
        60,
        () => standing,
        (name) => (/Ankle|Heel|Foot/.test(name) ? 0.1 : 1),
      ),
    );
    expect(noFeet.plies).toMatchObject({ value: null, reason: { code: 'rarely-standing' } });
    expect(noFeet['plie-depth']).toMatchObject({
      value: null,
      reason: { code: 'rarely-standing' },
    });
  });

  test('lower the hips', () => {
    const found = metricsOf(record(180, (t) => bent(100 * dip(t))));
    const drop = (100 * 0.79 * (1 - Math.cos((50 * Math.PI) / 180))) / 0.85;
    expect(Math.abs((found['plie-drop']?.value ?? 0) - drop)).toBeLessThan(1.5);
  });
});

describe('a lifted leg', () => {
  /** Up in a second, held for a second, down in a second. */
  const lift = (t: number): number => Math.max(0, Math.min(1, t - 1, 4 - t));
  const lifting = (height: number, view: number) =>
    metricsOf(record(150, (t) => turned(lifted('left', height * lift(t), 90), view)));

  test('has its height and its hold', () => {
    const found = lifting(80, 0);
    expect(Math.abs((found['left-leg-height']?.value ?? 0) - 80)).toBeLessThan(3);
    expect(found['left-leg-height']).toMatchObject({ validity: 'valid', confidence: 'medium' });
    expect(Math.abs((found['left-leg-hold']?.value ?? 0) - 1.25)).toBeLessThan(0.15);
    const reason = { code: 'leg-not-lifted', values: { side: 'right' } };
    expect(found['right-leg-height']).toMatchObject({ value: null, validity: 'valid', reason });
  });

  test('that is low is not held', () => {
    const found = lifting(35, 0);
    expect(Math.abs((found['left-leg-height']?.value ?? 0) - 35)).toBeLessThan(3);
    expect(found['left-leg-hold']).toMatchObject({
      value: null,
      reason: { code: 'leg-not-held', text: expect.stringContaining('by 45° or more') },
    });
  });

  test('that points at the camera has neither', () => {
    const found = lifting(80, 90);
    const unseen = { value: null, validity: 'not-from-this-view', error: null };
    for (const id of ['left-leg-height', 'left-leg-hold'] as const) {
      expect(found[id]).toMatchObject({ ...unseen, reason: { code: 'leg-not-seen' } });
    }
  });
});
