import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { landmarkNames } from '@dance-pose/contracts';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { openSimAngles } from './open-sim-angles.ts';
import type { WorldTrack } from './open-sim-space.ts';

const folder = join(testdata, 'gt/pose2sim');

const linesOf = (name: string): string[] =>
  readFileSync(join(folder, name), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

/** Pose2Sim's names of the joints that define the angles. */
const partNames: Readonly<Record<string, string>> = {
  Hip: 'Hip',
  Knee: 'Knee',
  Ankle: 'Ankle',
  Heel: 'Heel',
  FootIndex: 'BigToe',
  Shoulder: 'Shoulder',
  Elbow: 'Elbow',
  Wrist: 'Wrist',
};

/** Joints triangulated from four cameras, on OpenSim's axes, as if they were MediaPipe's world landmarks. */
function triangulated(): WorldTrack {
  const lines = linesOf('BalancingTrial_filt_butterworth.trc').map((line) => line.split('\t'));
  const markers = (lines[3] ?? []).slice(2).filter((name) => name.trim() !== '');
  const rows = lines.slice(5).map((cells) => cells.map(Number));
  const world = landmarkNames.map((name) => {
    const [, side, part = ''] = /^(left|right)(.*)$/.exec(name) ?? [];
    const marker = markers.indexOf(`${side === 'left' ? 'L' : 'R'}${partNames[part]}`);
    const minus = (axis: number): Float64Array =>
      Float64Array.from(rows, (row) =>
        marker < 0 ? Number.NaN : -(row[2 + 3 * marker + axis] ?? 0),
      );
    return { x: minus(2), y: minus(1), z: minus(0) };
  });
  return { world, frameCount: rows.length };
}

/** Angles that OpenSim's inverse kinematics computed from the same joints with a full skeleton. */
function inverseKinematics(): Map<string, number[]> {
  const lines = linesOf('BalancingTrial_opensim_ik.mot');
  const [names = [], ...rows] = lines
    .slice(lines.findIndex((line) => line.trim() === 'endheader') + 1)
    .map((line) => line.trim().split(/\s+/));
  return new Map(names.map((name, at) => [name, rows.map((row) => Number(row[at]))]));
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [ma, mb] = [mean(0), mean(1)];
  const sum = (of: (a: number, b: number) => number): number =>
    pairs.reduce((total, [a, b]) => total + of(a - ma, b - mb), 0);
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
}

(hasTestdata ? describe : describe.skip)("beside OpenSim's inverse kinematics", () => {
  const expected = hasTestdata ? inverseKinematics() : new Map<string, number[]>();
  const angles = hasTestdata ? openSimAngles(triangulated()) : [];

  /** Maximum mean error in degrees; the model's marker positions add a constant offset. */
  const bounds: Readonly<Record<string, number>> = {
    ...{ pelvis_tilt: 5, pelvis_list: 8, pelvis_rotation: 5, hip_flexion: 8, hip_adduction: 9 },
    ...{ hip_rotation: 10, knee_angle: 8, ankle_angle: 8, arm_flex: 10, arm_add: 12, arm_rot: 25 },
    elbow_flex: 20,
  };

  test.each(Object.keys(bounds))('%s has the same name, sign and size', (name) => {
    const found = angles.filter((angle) => angle.name.replace(/_[lr]$/, '') === name);
    expect(found.length).toBe(name.startsWith('pelvis') ? 1 : 2);
    for (const angle of found) {
      const pairs = Array.from(angle.degrees, (value, i): [number, number] => [
        value,
        expected.get(angle.name)?.[i] ?? Number.NaN,
      ]).filter(([value]) => !Number.isNaN(value));
      expect(pairs.length).toBeGreaterThanOrEqual(75);
      expect(correlation(pairs)).toBeGreaterThan(0.8);
      const error = pairs.reduce((sum, [a, b]) => sum + Math.abs(a - b), 0) / pairs.length;
      expect(error).toBeLessThan(bounds[name] ?? 0);
    }
  });
});
