import {
  findMetric,
  type Landmark,
  landmarkId,
  type MetricId,
  type PoseFrame,
  type SeriesId,
  say,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { type Choreography, createDance, type Dance } from '@dance-pose/synthetic-dancer';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { computeMetrics, type MovementMetrics } from '../metrics/compute-metrics.ts';
import { angleDegrees } from '../series/joint-angle.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import { cutPhrases } from './phrases.ts';

/** Frames of an engine without errors: the exact joints of the synthetic dancer. */
const seen = (dance: Dance): PoseFrame[] =>
  Array.from({ length: dance.frameCount }, (_, index) => {
    const { pixels, world, timeMs } = dance.frameAt(index);
    const { width, height } = dance.size;
    const landmarks = pixels.map(([x, y], id): Landmark => {
      const [, , z] = world[id] ?? [0, 0, 0];
      return [x / width, y / height, z, 1, 1];
    });
    const metres = world.map(([x, y, z]): WorldLandmark => [x, y, z]);
    return { index, timeMs, people: [{ id: 0, landmarks, world: metres }] };
  });

function analyse(dance: Dance): Promise<MovementMetrics> {
  const format = { ...dance.size, fps: dance.fps };
  const music = { heard: 'no-sound', reason: say('music-no-sound') } as const;
  const { phrases } = cutPhrases(music, dance);
  return computeMetrics(bodyMotion(cleanTrack(seen(dance), format)), { phrases, music }, noPause);
}

const noPause = async (): Promise<void> => {};

const found = (analysis: MovementMetrics, id: MetricId): number =>
  findMetric(analysis.metrics, id)?.value ?? Number.NaN;

const series = (analysis: MovementMetrics, id: SeriesId): readonly (number | null)[] =>
  analysis.series.find((one) => one.id === id)?.values ?? [];

const meanError = (measured: readonly (number | null)[], truth: readonly number[]): number =>
  truth.reduce((sum, angle, i) => sum + Math.abs((measured[i] ?? Number.NaN) - angle), 0) /
  truth.length;

const still = { hips: { bounce: 0 } } as const;

/** Two turns to the left, three jumps, and two lifts of the right arm while the left one hangs. */
const steps: Choreography = [
  {
    name: 'two turns',
    counts: 8,
    keys: [
      { at: 0, change: still },
      { at: 3, takes: 2, change: { hips: { turn: 360 } } },
      { at: 7, takes: 2, change: { hips: { turn: 720 } } },
    ],
  },
  {
    name: 'three jumps',
    counts: 8,
    keys: [],
    leaps: [
      { at: 1, counts: 0.8 },
      { at: 3, counts: 0.9 },
      { at: 5, counts: 1 },
    ],
  },
  {
    name: 'the right arm',
    counts: 8,
    keys: [1, 3, 5, 7].map((at) => ({
      at,
      change: { rightArm: { raise: at % 4 === 1 ? 120 : 14 } },
    })),
  },
];

const demo = createDance();
const demoAnalysis = await analyse(demo);

describe('the exact joints of the demo dance', () => {
  const [dance, analysis] = [demo, demoAnalysis];

  test.each(['left', 'right'] as const)('have the angles of knees and elbows in 3D, %s', (side) => {
    const bodies = Array.from({ length: dance.frameCount }, (_, i) => dance.bodyAt(i));
    const knees = bodies.map((body) => {
      const { hip, knee, ankle } = body[`${side}Leg`];
      return angleDegrees(hip, knee, ankle);
    });
    const elbows = bodies.map((body) => {
      const { shoulder, elbow, wrist } = body[`${side}Arm`];
      return angleDegrees(shoulder, elbow, wrist);
    });
    expect(meanError(series(analysis, `${side}-knee-angle-3d`), knees)).toBeLessThan(1.5);
    expect(meanError(series(analysis, `${side}-elbow-angle-3d`), elbows)).toBeLessThan(1.5);
  });

  test.each(['left', 'right'] as const)(
    'have the angles of the knees in the picture, %s',
    (side) => {
      const ids = ['Hip', 'Knee', 'Ankle'].map(
        (part) => landmarkId[`${side}${part as 'Hip' | 'Knee' | 'Ankle'}`],
      );
      const looks = Array.from({ length: dance.frameCount }, (_, i) => {
        const [hip, knee, ankle] = ids.map((id) => dance.frameAt(i).pixels[id] ?? []);
        return angleDegrees(hip ?? [], knee ?? [], ankle ?? []);
      });
      expect(meanError(series(analysis, `${side}-knee-angle-2d`), looks)).toBeLessThan(1.5);
    },
  );

  test('have one jump, no turn, and nothing to repair', () => {
    expect(found(analysis, 'jumps')).toBe(1);
    expect(found(analysis, 'turns')).toBe(0);
    expect(analysis.repairs).toMatchObject({ sideSwaps: 0, impossibleBones: 0, leftOpen: 0 });
    expect(analysis.view).toEqual({ frontal: 1, side: 0, from: 'front' });
  });

  test('have a jump as high as its time in the air allows', () => {
    // 0.9 counts of half a second in the air.
    expect(Math.abs(found(analysis, 'flight-time') - 450)).toBeLessThan(45);
    expect(Math.abs(found(analysis, 'jump-height') - 0.248)).toBeLessThan(0.04);
    // Half a metre is one S.
    expect(Math.abs(found(analysis, 'jump-rise') / 2 - 0.248)).toBeLessThan(0.05);
  });
});

const stepped = { choreography: steps, counts: 24, bpm: 120 };
const [analysis, mirrored] = await Promise.all([
  analyse(createDance(stepped)),
  analyse(createDance({ ...stepped, mirrored: true })),
]);

describe('turns, jumps and arm movements', () => {
  test('are counted, and on the right side', () => {
    expect(found(analysis, 'turns')).toBe(2);
    expect(found(analysis, 'turns-left')).toBe(2);
    expect(found(analysis, 'revolutions')).toBeCloseTo(2, 1);
    expect(found(analysis, 'jumps')).toBe(3);
    expect(found(analysis, 'arm-activity-symmetry')).toBeGreaterThan(50);
    expect(found(analysis, 'shoulder-range-symmetry')).toBeGreaterThan(50);
  });

  test('are on the other side in a mirror', () => {
    expect(found(mirrored, 'turns-right')).toBe(2);
    expect(found(mirrored, 'jumps')).toBe(3);
    for (const id of ['arm-activity-symmetry', 'shoulder-range-symmetry', 'revolutions'] as const) {
      expect(found(mirrored, id)).toBeCloseTo(-found(analysis, id), 6);
    }
    const same = ['jump-rise', 'kinetic-energy', 'expansion', 'laban-weight', 'plies'] as const;
    for (const id of same) expect(found(mirrored, id)).toBeCloseTo(found(analysis, id), 6);
  });

  test('are in their phrases', () => {
    const inPhrases = (id: MetricId): (number | null | undefined)[] =>
      analysis.phrases.map(({ metrics }) => findMetric(metrics, id)?.value);
    expect(inPhrases('turns')).toEqual([2, 0, 0]);
    expect(inPhrases('jumps')).toEqual([0, 3, 0]);
  });
});
