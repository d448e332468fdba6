import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { knownIn, wholeOf } from '../series/signal.ts';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { bodyMotion } from './body-motion.ts';
import { directness, effortSignals, travelOf } from './laban.ts';

// 0.4 Hz below half the frame rate, where the filter leaves the paths unchanged.
const unfiltered = { cutoffHz: 14.6 };
const trackOf = (placesAt: (t: number) => Stance) =>
  cleanTrack(record(60, placesAt), camera, unfiltered);
const largest = (signal: Float64Array): number => Math.max(...knownIn(signal, wholeOf(signal)));

describe('efforts', () => {
  test('Time is 0 at constant velocity, Flow is 0 on a parabola', () => {
    const steady = effortSignals(trackOf((t) => moved(standing, [t, 0, 0])));
    expect(largest(steady.time)).toBeLessThan(1e-9);
    // 1 m/s, and S is half a metre.
    expect(largest(steady.weight)).toBeCloseTo(4, 9);
    const falling = effortSignals(trackOf((t) => moved(standing, [0, t ** 2, 0])));
    expect(largest(falling.flow)).toBeLessThan(1e-6);
    expect(largest(falling.time)).toBeCloseTo(4, 9);
  });

  test('energy is 0 at rest, and four times as high at double speed', () => {
    const energyAt = (speed: number): number =>
      largest(bodyMotion(trackOf((t) => moved(standing, [speed * t, 0, 0]))).energy);
    expect(energyAt(0)).toBe(0);
    expect(energyAt(0.5)).toBeCloseTo(0.5, 9);
    expect(energyAt(1) / energyAt(0.5)).toBeCloseTo(4, 9);
  });
});

describe('Space', () => {
  test('is 1 on a straight line', () => {
    const track = trackOf((t) => moved(standing, [t, -t / 2, 0]));
    expect(directness(track, { from: 0, to: 60 })).toBeCloseTo(1, 9);
  });

  test('of a quarter circle is 1 / 1.1107', () => {
    const track = trackOf((t) => {
      const angle = (Math.PI / 2) * (t / (59 / 30));
      return moved(standing, [Math.sin(angle), -Math.cos(angle), 0]);
    });
    const { length, displacement } = travelOf(
      track.pixels[landmarkId.nose] ?? { x: new Float64Array(), y: new Float64Array() },
      { from: 0, to: 60 },
    );
    expect(length / displacement).toBeCloseTo(1.1107, 4);
    expect(directness(track, { from: 0, to: 60 })).toBeCloseTo(1 / 1.1107, 4);
  });

  test('of a full circle is nearly 0, and at rest it is NaN', () => {
    const round = trackOf((t) => {
      const angle = 2 * Math.PI * (t / (59 / 30));
      return moved(standing, [Math.sin(angle), -Math.cos(angle), 0]);
    });
    expect(directness(round, { from: 0, to: 60 })).toBeLessThan(0.001);
    expect(
      directness(
        trackOf(() => standing),
        { from: 0, to: 60 },
      ),
    ).toBeNaN();
  });
});
