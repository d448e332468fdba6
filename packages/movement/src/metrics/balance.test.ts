import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { extrapolated } from '../signals/balance-signals.ts';
import { type BodyMotion, bodyMotion } from '../signals/body-motion.ts';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { balanceMetrics } from './balance-metrics.ts';

const motionOf = (placesAt: (t: number) => Stance, frames = 60): BodyMotion =>
  bodyMotion(cleanTrack(record(frames, placesAt), camera));

const isFoot = (name: string): boolean => /Heel|FootIndex|Ankle/.test(name);
const halfFoot = 0.055 / 2 / 0.288;

/** Moves everything but the feet sideways. */
const aside = (places: Stance, dx: number): Stance => ({
  ...moved(places, [dx, 0, 0]),
  ...Object.fromEntries(Object.entries(places).filter(([name]) => isFoot(name))),
});

/** The right foot drawn up beside the left knee. */
const onLeftFoot: Stance = {
  ...standing,
  rightKnee: [-0.38, -0.565, 0],
  rightAnkle: [-0.1, -0.3, 0],
  rightHeel: [-0.1, -0.24, 0.05],
  rightFootIndex: [-0.05, -0.18, -0.1],
};

const metricsOf = (motion: BodyMotion) =>
  Object.fromEntries(
    balanceMetrics(motion, { from: 0, to: motion.track.frameCount }).map((m) => [m.id, m.value]),
  );

describe('the base of support', () => {
  test('has the centre of mass farthest inside in its middle', () => {
    const { balance } = motionOf(() => standing);
    // Feet at ±0.1 m, which is 0.2 S, plus half the width of a foot.
    expect(balance.centreInBase[30]).toBeCloseTo(0.2 + halfFoot, 9);
    expect(motionOf(() => aside(standing, 0.05)).balance.centreInBase[30]).toBeLessThan(
      0.2 + halfFoot,
    );
  });

  test('does not have the centre of mass inside when it is beyond an edge', () => {
    const { balance } = motionOf(() => aside(standing, 0.4));
    expect(balance.centreInBase[30]).toBeLessThan(0);
    expect(metricsOf(motionOf(() => aside(standing, 0.4)))['balanced-share']).toBe(0);
    expect(metricsOf(motionOf(() => standing))['balanced-share']).toBe(100);
  });

  test('is that of the standing foot', () => {
    const { balance, feet } = motionOf(() => onLeftFoot);
    expect([feet.left.contact[30], feet.right.contact[30]]).toEqual([1, 0]);
    expect(balance.baseTo[30]).toBeCloseTo(520 + 100 * halfFoot, 9);
    expect(balance.baseFrom[30]).toBeCloseTo(520 - 100 * halfFoot, 9);
  });

  test('is unknown in the air', () => {
    const { balance } = motionOf((t) => moved(standing, [0, t > 0.8 && t < 1.2 ? -0.4 : 0, 0]));
    expect(balance.centreInBase[30]).toBeNaN();
    expect(balance.centreInBase[5]).toBeGreaterThan(0);
  });
});

describe('the margin of stability', () => {
  test('is the distance to the edge while the centre of mass is at rest', () => {
    const { balance } = motionOf(() => aside(standing, 0.1));
    expect(balance.marginOfStability[30]).toBeCloseTo(balance.centreInBase[30] ?? 0, 9);
  });

  test('extrapolates the centre of mass by v / √(g / l)', () => {
    expect(extrapolated(0.1, 0.5, 9.81 / 4)).toBeCloseTo(0.1 + 0.25, 12);
    const { balance } = motionOf((t) => aside(standing, 0.1 * t));
    expect(balance.marginOfStability[30]).toBeLessThan((balance.centreInBase[30] ?? 0) - 0.02);
  });
});

describe('a balance on one foot', () => {
  test('is found with its duration and sway', () => {
    const motion = motionOf((t) => (t > 1 && t < 2.5 ? onLeftFoot : standing), 120);
    const found = metricsOf(motion);
    expect(found['balance-holds']).toBe(1);
    expect(found['longest-balance']).toBeGreaterThan(1.2);
    expect(found['longest-balance']).toBeLessThan(1.6);
    expect(found['balance-sway']).toBeLessThan(0.03);
  });

  test('is not found while the body moves', () => {
    const motion = motionOf((t) => aside(onLeftFoot, 0.15 * Math.sin(10 * t)), 60);
    expect(metricsOf(motion)).toMatchObject({ 'balance-holds': 0, 'longest-balance': null });
  });

  test('has the sway of the centre of mass', () => {
    const still = metricsOf(motionOf(() => onLeftFoot));
    expect(still['balance-sway']).toBeCloseTo(0, 9);
    const motion = motionOf((t) => aside(onLeftFoot, 0.02 * Math.sin(2 * Math.PI * t)), 90);
    const sway = metricsOf(motion)['balance-sway'] ?? 0;
    expect(sway).toBeGreaterThan(0.015);
    expect(sway).toBeLessThan(0.03);
  });
});
