import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { cautionsOf } from '../metrics/cautions.ts';
import { trackingMetrics } from '../metrics/tracking-metrics.ts';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { type BodyMotion, bodyMotion } from './body-motion.ts';

const motionOf = (placesAt: (t: number) => Stance): BodyMotion =>
  bodyMotion(cleanTrack(record(120, placesAt), camera));

const metricsOf = (motion: BodyMotion) =>
  Object.fromEntries(
    trackingMetrics(motion, { from: 0, to: 120 }).map(({ id, value }) => [id, value]),
  );

/** Everything above the ankles sways. */
const swaying = (t: number): Stance => {
  const { leftHeel, rightHeel, leftFootIndex, rightFootIndex } = standing;
  const feet = { leftHeel, rightHeel, leftFootIndex, rightFootIndex };
  return { ...moved(standing, [0.05 * Math.sin(5 * t), 0, 0]), ...feet };
};
const sliding = (t: number): Stance => moved(standing, [0.05 * Math.sin(5 * t), 0, 0]);

describe('foot skating', () => {
  test('is 0 over feet that stand still', () => {
    const found = metricsOf(motionOf(swaying));
    expect(found['foot-contact-score']).toBeCloseTo(0, 9);
    expect(found['foot-slip']).toBeCloseTo(0, 9);
  });

  test('is more than that when the feet go with the body', () => {
    const found = metricsOf(motionOf(sliding));
    expect(found['foot-contact-score']).toBeGreaterThan(0.1);
    // 0.25 m/s at most, half a metre to S, and the mean of a sine's magnitude.
    expect(found['foot-slip']).toBeCloseTo(0.5 * (2 / Math.PI), 1);
  });

  test('is 0 in free fall, which needs no foot to push', () => {
    const thrown = (direction: 1 | -1) =>
      motionOf((t) => moved(standing, [0.3 * t, direction * 0.2 * t ** 2, 0]));
    expect(metricsOf(thrown(1))['foot-contact-score']).toBeLessThan(1e-6);
    expect(metricsOf(thrown(-1))['foot-contact-score']).toBeGreaterThan(0.5);
  });

  test('raises an alarm when feet that stand slide fast', () => {
    const alarm = 'Feet that stand slide more than feet do';
    const fast = motionOf((t) => moved(standing, [0.4 * t, 0, 0]));
    expect(cautionsOf(fast).join(' ')).toContain(alarm);
    expect(cautionsOf(motionOf(swaying)).join(' ')).not.toContain(alarm);
  });
});
