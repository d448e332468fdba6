import { findMetric } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { type BodyMotion, bodyMotion } from '../signals/body-motion.ts';
import { heightFromFlight } from '../signals/jumps.ts';
import {
  camera,
  inMirror,
  moved,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { lifted } from '../testing/fixture-legs.ts';
import { stepMetrics } from './step-metrics.ts';

const motionOf = (frames: ReturnType<typeof record>): BodyMotion =>
  bodyMotion(cleanTrack(frames, camera));

const metricsOf = (motion: BodyMotion, span = { from: 0, to: motion.track.frameCount }) =>
  Object.fromEntries(stepMetrics(motion, span).map(({ id, value }) => [id, value]));

/** Eases from 0 to 1 between two times in seconds. */
const ease = (t: number, from: number, to: number): number => {
  const share = Math.min(1, Math.max(0, (t - from) / (to - from)));
  return share ** 2 * (3 - 2 * share);
};

describe('turns', () => {
  const twice = record(120, (t) => turned(standing, 720 * ease(t, 0.5, 3)));

  test('are two in 720°', () => {
    const found = metricsOf(motionOf(twice));
    expect(found).toMatchObject({ turns: 2, 'turns-left': 2, 'turns-right': 0 });
    expect(found.revolutions).toBeCloseTo(2, 2);
  });

  test('have the other direction in a mirror', () => {
    const found = metricsOf(motionOf(inMirror(twice)));
    expect(found).toMatchObject({ turns: 2, 'turns-left': 0, 'turns-right': 2 });
    expect(found.revolutions).toBeCloseTo(-2, 2);
  });

  test('are three with two in one direction and one back', () => {
    const frames = record(240, (t) =>
      turned(standing, 360 * (ease(t, 0.5, 1.5) + ease(t, 3, 4) - ease(t, 5.5, 6.5))),
    );
    expect(metricsOf(motionOf(frames))).toMatchObject({ 'turns-left': 2, 'turns-right': 1 });
  });

  test('are not half a turn and back, nor swaying hips', () => {
    const half = record(150, (t) => turned(standing, 180 * (ease(t, 0.5, 1.5) - ease(t, 3, 4))));
    expect(metricsOf(motionOf(half)).turns).toBe(0);
    const sway = record(150, (t) => turned(standing, 40 * Math.sin(6 * t)));
    expect(metricsOf(motionOf(sway)).turns).toBe(0);
  });

  test('belong to the phrase with their middle', () => {
    const motion = motionOf(twice);
    expect(metricsOf(motion, { from: 0, to: 50 }).turns).toBe(0);
    expect(metricsOf(motion, { from: 50, to: 120 }).turns).toBe(2);
  });
});

describe('jumps', () => {
  const flight = 0.5;
  /** Height in metres of a body in free flight from 1 s on. */
  const thrown = (t: number): number => (9.81 / 2) * (t - 1) * Math.max(0, 1 + flight - t);
  const jump = (t: number): Stance => moved(standing, [0, t > 1 ? -thrown(t) : 0, 0]);

  test('are 0.3066 m high after half a second in the air', () => {
    expect(heightFromFlight(0.5)).toBeCloseTo(0.3066, 4);
  });

  test('are measured by the time in the air and the rise of the body', () => {
    const found = metricsOf(motionOf(record(90, jump)));
    expect(found.jumps).toBe(1);
    expect((found['flight-time'] ?? 0) / 1000).toBeCloseTo(flight, 1);
    expect(found['jump-height']).toBeGreaterThan(0.27);
    expect(found['jump-height']).toBeLessThan(0.34);
    // 0.3066 m are 0.613 S; the filter rounds off take-off and landing.
    expect(found['jump-rise']).toBeGreaterThan(0.56);
    expect(found['jump-rise']).toBeLessThan(0.66);
  });

  test('are not a rise onto the toes, a lift, or a raised leg', () => {
    const lifted = record(150, (t) =>
      moved(standing, [0, -0.4 * (ease(t, 1, 2) - ease(t, 3, 4)), 0]),
    );
    expect(metricsOf(motionOf(lifted)).jumps).toBe(0);
    const raised = record(90, (t) => ({
      ...jump(t),
      leftHeel: standing.leftHeel,
      leftFootIndex: standing.leftFootIndex,
    }));
    expect(metricsOf(motionOf(raised)).jumps).toBe(0);
  });

  test('are unknown if the feet are not in sight', () => {
    const hidden = record(90, jump, (name) => (/Heel|FootIndex/.test(name) ? 0.1 : 1));
    const found = stepMetrics(motionOf(hidden), { from: 0, to: 90 });
    expect(findMetric(found, 'jumps')).toMatchObject({
      value: null,
      coverage: 0,
      reason: {
        code: 'one-hidden',
        values: { part: 'foot' },
        text: expect.stringContaining('feet'),
      },
    });
  });
});

describe('the split of a jump', () => {
  const leap = (t: number, view: number): Stance => {
    const height = t > 1 && t < 1.5 ? 4.905 * (t - 1) * (1.5 - t) : 0;
    const open = Math.sin(Math.PI * Math.min(1, Math.max(0, (t - 1) / 0.5)));
    const legs = lifted('right', 60 * open, 180, lifted('left', 70 * open, 0));
    return turned(moved(legs, [0, -height, 0]), view);
  };
  const splitFrom = (view: number) =>
    findMetric(
      stepMetrics(motionOf(record(90, (t) => leap(t, view))), { from: 0, to: 90 }),
      'split-angle',
    );

  test('has an error', () => {
    const { value, error } = splitFrom(90) ?? {};
    expect(Math.abs((value ?? 0) - 125)).toBeLessThan(8);
    expect(error).toBeGreaterThan(8);
    expect(error).toBeLessThan(15);
  });

  test('is unknown if the legs open towards the camera, or without a jump', () => {
    expect(splitFrom(0)).toMatchObject({
      value: null,
      validity: 'not-from-this-view',
      reason: { code: 'split-not-seen' },
    });
    const still = stepMetrics(motionOf(record(60, () => standing)), { from: 0, to: 60 });
    expect(findMetric(still, 'split-angle')).toMatchObject({
      value: null,
      reason: { code: 'no-jump' },
    });
  });
});
