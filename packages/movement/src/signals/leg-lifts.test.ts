import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { camera, inMirror, moved, record, type Stance, turned } from '../testing/fixture-dancer.ts';
import { lifted } from '../testing/fixture-legs.ts';
import { bodyMotion } from './body-motion.ts';

/** Up in a second, held for a second, down in a second. */
const lift = (t: number): number => Math.max(0, Math.min(1, t - 1, 4 - t));

const motionOf = (stanceAt: (t: number) => Stance) =>
  bodyMotion(cleanTrack(record(150, stanceAt), camera));

describe('a lifted leg', () => {
  test.each([
    { name: 'to the side, from the front', outwards: 90, view: 0 },
    { name: 'to the front, from the side', outwards: 0, view: 90 },
    { name: 'behind, from the side', outwards: 180, view: 90 },
    { name: 'to the side, from behind', outwards: 90, view: 180 },
  ])('$name has a height and a hold', ({ outwards, view }) => {
    for (const height of [40, 60, 90, 120]) {
      const { legLifts } = motionOf((t) =>
        turned(lifted('left', height * lift(t), outwards), view),
      );
      expect(legLifts).toHaveLength(1);
      const [found] = legLifts;
      expect(found?.side).toBe('left');
      expect(Math.abs((found?.height ?? 0) - height)).toBeLessThan(3);
      expect(found?.error).toBeLessThan(9);
      // A second at the top, and the last 10° of both ways.
      const hold = 1 + 20 / height;
      expect(Math.abs((found?.holdSeconds ?? 0) - hold)).toBeLessThan(0.15);
    }
  });

  test('between front and side has a height with a larger error', () => {
    for (const height of [60, 120]) {
      const [found] = motionOf((t) => turned(lifted('left', height * lift(t), 0), 45)).legLifts;
      expect(found?.error).toBeGreaterThan(9);
      expect(Math.abs((found?.height ?? 0) - height)).toBeLessThan(found?.error ?? 0);
    }
  });

  test.each([
    { name: 'to the front, from the front', outwards: 0, view: 0 },
    { name: 'behind, from the front', outwards: 180, view: 0 },
    { name: 'to the side, from the side', outwards: 90, view: 90 },
  ])('$name is known, but its height is not', ({ outwards, view }) => {
    for (const height of [60, 90, 120]) {
      const { legLifts } = motionOf((t) =>
        turned(lifted('right', height * lift(t), outwards), view),
      );
      const unknown = { height: Number.NaN, error: Number.NaN, holdSeconds: Number.NaN };
      expect(legLifts).toMatchObject([{ side: 'right', ...unknown }]);
    }
  });

  test('that leans far out of the picture has no height either', () => {
    const [found] = motionOf((t) => turned(lifted('left', 60 * lift(t), 90), 55)).legLifts;
    expect(found?.height).toBeNaN();
  });

  test('is the other one in a mirror', () => {
    const frames = record(150, (t) => lifted('left', 80 * lift(t), 90));
    const [original, mirrored] = [frames, inMirror(frames)].map(
      (some) => bodyMotion(cleanTrack(some, camera)).legLifts[0],
    );
    expect(mirrored?.side).toBe('right');
    expect(mirrored?.height).toBeCloseTo(original?.height ?? 0, 9);
  });
});

describe('no lifted leg is', () => {
  test('a step', () => {
    const step = (t: number): Stance => lifted('left', 20 * lift(t), 0);
    expect(motionOf((t) => turned(step(t), 90)).legLifts).toEqual([]);
  });

  test('a jump with open legs', () => {
    const jump = (t: number): Stance => {
      const flight = t > 2 && t < 2.5 ? 4.905 * (t - 2) * (2.5 - t) : 0;
      const open = Math.sin(Math.PI * Math.min(1, Math.max(0, (t - 2) / 0.5)));
      const legs = lifted('right', 70 * open, 180, lifted('left', 70 * open, 0));
      return turned(moved(legs, [0, -flight, 0]), 90);
    };
    expect(motionOf(jump).legLifts).toEqual([]);
  });
});

describe('the split of a jump', () => {
  const leap = (t: number, view: number): Stance => {
    const flight = t > 2 && t < 2.5 ? 4.905 * (t - 2) * (2.5 - t) : 0;
    const open = Math.sin(Math.PI * Math.min(1, Math.max(0, (t - 2) / 0.5)));
    const legs = lifted('right', 65 * open, 180, lifted('left', 75 * open, 0));
    return turned(moved(legs, [0, -flight, 0]), view);
  };

  test('is the largest angle between the legs in the air', () => {
    const { jumps, splits } = motionOf((t) => leap(t, 90));
    expect(jumps).toHaveLength(1);
    expect(splits).toHaveLength(1);
    // Smoothing takes the edge off so quick a movement.
    expect(splits[0]?.angle).toBeGreaterThan(128);
    expect(splits[0]?.angle).toBeLessThan(141);
    expect(splits[0]?.error).toBeLessThan(15);
  });

  test('is unknown if the legs open towards the camera', () => {
    const { jumps, splits } = motionOf((t) => leap(t, 0));
    expect(jumps).toHaveLength(1);
    expect(splits).toMatchObject([{ angle: Number.NaN, error: Number.NaN }]);
  });
});
