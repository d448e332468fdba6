import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { cautionsOf } from '../metrics/cautions.ts';
import { trackingMetrics } from '../metrics/tracking-metrics.ts';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { textOf } from '../testing/sentences.ts';
import { type BodyMotion, bodyMotion } from './body-motion.ts';

const motionOf = (placesAt: (t: number) => Stance): BodyMotion =>
  bodyMotion(cleanTrack(record(120, placesAt), camera));

const metricsOf = (motion: BodyMotion) =>
  Object.fromEntries(
    trackingMetrics(motion, { from: 0, to: 120 }).map(({ id, value }) => [id, value]),
  );

/** The body sways above fixed ankles. */
const swaying = (t: number): Stance => {
  const { leftHeel, rightHeel, leftFootIndex, rightFootIndex } = standing;
  const feet = { leftHeel, rightHeel, leftFootIndex, rightFootIndex };
  return { ...moved(standing, [0.05 * Math.sin(5 * t), 0, 0]), ...feet };
};
const sliding = (t: number): Stance => moved(standing, [0.05 * Math.sin(5 * t), 0, 0]);

describe('foot skating', () => {
  test('is 0 while the feet stand still', () => {
    const found = metricsOf(motionOf(swaying));
    expect(found['foot-contact-score']).toBeCloseTo(0, 9);
    expect(found['foot-slip']).toBeCloseTo(0, 9);
  });

  test('is positive if the feet move with the body', () => {
    const found = metricsOf(motionOf(sliding));
    expect(found['foot-contact-score']).toBeGreaterThan(0.1);
    // At most 0.25 m/s, S is half a metre, and the mean of a sine's magnitude is 2/π.
    expect(found['foot-slip']).toBeCloseTo(0.5 * (2 / Math.PI), 1);
  });

  test('is 0 in free fall, which needs no support', () => {
    const thrown = (direction: 1 | -1) =>
      motionOf((t) => moved(standing, [0.3 * t, direction * 0.2 * t ** 2, 0]));
    expect(metricsOf(thrown(1))['foot-contact-score']).toBeLessThan(1e-6);
    expect(metricsOf(thrown(-1))['foot-contact-score']).toBeGreaterThan(0.5);
  });

  test('adds a caution if feet on the floor slide fast', () => {
    const alarm = 'Standing feet slide more than real feet do';
    const fast = motionOf((t) => moved(standing, [0.4 * t, 0, 0]));
    expect(textOf(cautionsOf(fast))).toContain(alarm);
    expect(textOf(cautionsOf(motionOf(swaying)))).not.toContain(alarm);
  });
});
