import type { PoseFrame } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import {
  camera,
  changed,
  moved,
  type Point3,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { bent } from '../testing/fixture-legs.ts';
import { bodyMotion } from './body-motion.ts';

/** 0 to 1 and back in the middle second of every three. */
const dip = (t: number): number =>
  t % 3 < 1 || t % 3 > 2 ? 0 : (1 - Math.cos(2 * Math.PI * (t % 3))) / 2;

const pliesIn = (frames: PoseFrame[]) => bodyMotion(cleanTrack(frames, camera)).plies;
const pliesOf = (seconds: number, stanceAt: (t: number) => Stance) =>
  pliesIn(record(seconds * camera.fps, stanceAt));

describe('a plié', () => {
  test.each(
    [30, 60, 90].flatMap((bend) =>
      [0, 30, 60, 90, 180].flatMap((view) => [0, 45].map((turnout) => ({ bend, view, turnout }))),
    ),
  )('of $bend° is measured at $view° from the front, turned out by $turnout°', (plie) => {
    const { bend, view, turnout } = plie;
    const found = pliesOf(6, (t) => turned(bent(bend * dip(t), { turnout }), view));
    expect(found).toHaveLength(2);
    for (const { from, peak, to, depth, error } of found) {
      expect(Math.abs(depth - bend)).toBeLessThan(bend === 30 ? 6 : 4);
      expect(Math.abs(depth - bend)).toBeLessThan(error);
      expect(error).toBeLessThan(bend === 30 ? 18 : 11);
      expect(Math.abs((peak % 90) - 45)).toBeLessThan(5);
      expect((peak - from) * (to - peak)).toBeGreaterThan(0);
    }
  });

  test('that the clip ends with counts too', () => {
    const found = pliesOf(5, (t) => bent(70 * (t < 3 ? 0 : Math.min(1, t - 3))));
    expect(found).toMatchObject([{ depth: expect.closeTo(70, -1) }]);
  });
});

describe('no plié is', () => {
  test('a bounce by 2 cm on every beat', () => {
    const bounce = (t: number) => bent(25 * ((1 - Math.cos(4 * Math.PI * t)) / 2));
    expect(pliesOf(6, bounce)).toEqual([]);
  });

  test('a slight bend while the dancer turns', () => {
    const slowly = (t: number) => turned(bent(35 * dip(t)), 120 * Math.min(1, Math.max(0, t - 1)));
    expect(pliesOf(3, slowly)).toEqual([]);
    expect(pliesOf(3, (t) => bent(35 * dip(t)))).toHaveLength(1);
  });

  test('a bow', () => {
    const isLegOrHip = (name: string): boolean => /Hip|Knee|Ankle|Heel|Foot/.test(name);
    const bow = (t: number): Stance => {
      const [sin, cos] = [Math.sin(dip(t)), Math.cos(dip(t))];
      const bowed = changed(standing, ([x, y, z]): Point3 => {
        const [up, out] = [y + 0.85, z];
        return [x, -0.85 + up * cos + out * sin, out * cos - up * sin * -1];
      });
      const legs = Object.entries(standing).filter(([name]) => isLegOrHip(name));
      return { ...bowed, ...Object.fromEntries(legs) };
    };
    expect(pliesOf(6, bow)).toEqual([]);
  });

  test('hips that the engine loses while the arms rise', () => {
    const slipping = (t: number): Stance => {
      const down = ([x, y, z]: Point3): Point3 => [x, y + 0.05 * dip(t), z];
      return { ...standing, leftHip: down(standing.leftHip), rightHip: down(standing.rightHip) };
    };
    expect(pliesOf(6, slipping)).toEqual([]);
  });

  test('ankles that the engine loses while the hips stay', () => {
    const slipping = (t: number): Stance => {
      const up = ([x, y, z]: Point3): Point3 => [x, y - 0.2 * dip(t), z];
      const { leftAnkle, rightAnkle } = standing;
      return { ...standing, leftAnkle: up(leftAnkle), rightAnkle: up(rightAnkle) };
    };
    expect(pliesOf(6, slipping)).toEqual([]);
  });

  test('in a clip that is too short to show the straight legs', () => {
    const frames = record(3 * camera.fps, (t) => bent(70 * dip(t)));
    expect(pliesIn(frames)).toHaveLength(1);
    expect(pliesIn(frames.slice(0.7 * camera.fps, 2.4 * camera.fps))).toEqual([]);
  });

  test('the bend before a jump, and the one after it', () => {
    const jump = (t: number): Stance => {
      const flight = t > 2 && t < 2.5 ? 4.905 * (t - 2) * (2.5 - t) : 0;
      const before = t > 1.4 && t <= 2 ? Math.sin((Math.PI * (t - 1.4)) / 0.6) : 0;
      const after = t >= 2.5 && t < 3.1 ? Math.sin((Math.PI * (t - 2.5)) / 0.6) : 0;
      return moved(bent(60 * (before + after)), [0, -flight, 0]);
    };
    expect(bodyMotion(cleanTrack(record(150, jump), camera)).jumps).toHaveLength(1);
    expect(pliesOf(5, jump)).toEqual([]);
  });
});
