import type { LandmarkName } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { personAt, pose, times, trackOf, type Visibility } from './fixture-dancer.ts';
import { motFile } from './mot.ts';
import type { Vector } from './open-sim-space.ts';

interface Motion {
  readonly header: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

function motionOf(track: Parameters<typeof motFile>[0]): Motion {
  const lines = [...motFile(track)].join('').trimEnd().split('\n');
  const end = lines.indexOf('endheader');
  const cells = lines.slice(end + 1).map((line) => line.split('\t'));
  return {
    header: lines.slice(0, end),
    columns: cells[0] ?? [],
    rows: cells.slice(1).map((row) => row.map(Number)),
  };
}

/** Angles in the middle of a second in which the dancer stands still. */
function anglesOf(
  moved: Partial<Record<LandmarkName, Vector>>,
  turn: (position: Vector) => Vector = (position) => position,
): Record<string, number> {
  const positions = Object.entries(pose(moved)).map(([name, position]) => [name, turn(position)]);
  const { columns, rows } = motionOf(trackOf(times(26, [personAt(Object.fromEntries(positions))])));
  return Object.fromEntries(columns.map((name, at) => [name, rows[13]?.[at] ?? Number.NaN]));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const sin = (degrees: number): number => Math.sin(radians(degrees));
const cos = (degrees: number): number => Math.cos(radians(degrees));

/** Positions of knee and ankle after the thigh and then the shank swing forward from hanging. */
const leg = (side: 1 | -1, thigh: number, shank: number): [knee: Vector, ankle: Vector] => {
  const knee: Vector = [0.4 * sin(thigh), -0.4 * cos(thigh), 0.1 * side];
  return [knee, [knee[0] + 0.4 * sin(shank), knee[1] - 0.4 * cos(shank), 0.1 * side]];
};

describe('motFile', () => {
  test('starts with the header that OpenSim requires', () => {
    const { header, columns, rows } = motionOf(trackOf(times(26, [personAt(pose())])));
    expect(header.slice(0, 6)).toEqual([
      'Coordinates',
      'version=1',
      'nRows=26',
      `nColumns=${columns.length}`,
      'inDegrees=yes',
      '',
    ]);
    expect(header.slice(6).join('')).not.toContain('=');
    expect(columns.slice(0, 5)).toEqual([
      'time',
      'pelvis_tilt',
      'pelvis_list',
      'pelvis_rotation',
      'hip_flexion_r',
    ]);
    expect(rows.map(([time]) => time)).toEqual(
      Array.from({ length: 26 }, (_, at) => Number((at / 25).toFixed(6))),
    );
  });

  test('is all zeros for a dancer who stands upright', () => {
    const { time, ...angles } = anglesOf({});
    expect(time).toBe(0.52);
    for (const value of Object.values(angles)) expect(value).toBeCloseTo(0, 3);
    expect(Object.keys(angles)).toEqual(
      expect.arrayContaining(['knee_angle_l', 'ankle_angle_r', 'arm_flex_l', 'elbow_flex_r']),
    );
    // The rotation of straight limbs about their own axis is unknown.
    expect(Object.keys(angles).filter((name) => name.includes('_rot_'))).toEqual([]);
    expect(angles).not.toHaveProperty('hip_rotation_r');
  });

  test('flexion is positive on both sides', () => {
    const [rightKnee, rightAnkle] = leg(1, 60, -30);
    const [leftKnee, leftAnkle] = leg(-1, -20, -20);
    const angles = anglesOf({ rightKnee, rightAnkle, leftKnee, leftAnkle });
    expect(angles.hip_flexion_r).toBeCloseTo(60, 2);
    expect(angles.knee_angle_r).toBeCloseTo(90, 2);
    expect(angles.hip_rotation_r).toBeCloseTo(0, 2);
    expect(angles.hip_flexion_l).toBeCloseTo(-20, 2);
    expect(angles.knee_angle_l).toBeCloseTo(0, 2);
  });

  test('adduction and internal rotation are positive on both sides', () => {
    const out = (side: 1 | -1): Vector => [0, -0.4 * cos(30), side * (0.1 + 0.4 * sin(30))];
    // Both shanks are behind the knees and point half outwards, as when the feet turn in.
    const behind = (side: 1 | -1, [x, y, z]: Vector): Vector => [
      x - 0.4 * sin(60) * cos(45),
      y - 0.4 * cos(60),
      z + side * 0.4 * sin(60) * sin(45),
    ];
    const straight: Vector = [0, -0.4, 0.1];
    const angles = anglesOf({
      leftKnee: out(-1),
      rightKnee: straight,
      rightAnkle: behind(1, straight),
    });
    expect(angles.hip_adduction_l).toBeCloseTo(-30, 2);
    expect(angles.hip_rotation_r).toBeCloseTo(45, 2);
    const mirrored = anglesOf({
      leftKnee: [0, -0.4, -0.1],
      leftAnkle: behind(-1, [0, -0.4, -0.1]),
    });
    expect(mirrored.hip_rotation_l).toBeCloseTo(45, 2);
  });

  test('dorsiflexion is positive', () => {
    const { ankle_angle_r: angle } = anglesOf({ rightFootIndex: [0.05, -0.75, 0.1] });
    expect(angle).toBeCloseTo(45, 2);
  });

  test('an arm held out to the side keeps its elbow flexion and rotation', () => {
    const rightElbow: Vector = [0, 0.5, 0.46];
    const angles = anglesOf({ rightElbow, rightWrist: [0, 0.75, 0.46] });
    expect(angles.arm_add_r).toBeCloseTo(-90, 2);
    expect(angles.elbow_flex_r).toBeCloseTo(90, 2);
    // Forward flexion is undefined there, so its column is omitted.
    expect(angles).not.toHaveProperty('arm_flex_r');
  });

  test('the pelvis turns, lists and tilts with the body, and the limbs with it', () => {
    const turned = anglesOf({}, ([x, y, z]) => [
      x * cos(50) + z * sin(50),
      y,
      z * cos(50) - x * sin(50),
    ]);
    expect(turned.pelvis_rotation).toBeCloseTo(50, 2);
    const bowed = anglesOf({}, ([x, y, z]) => [
      x * cos(20) + y * sin(20),
      y * cos(20) - x * sin(20),
      z,
    ]);
    expect(bowed.pelvis_tilt).toBeCloseTo(-20, 2);
    const listed = anglesOf({}, ([x, y, z]) => [
      x,
      y * cos(10) - z * sin(10),
      z * cos(10) + y * sin(10),
    ]);
    expect(listed.pelvis_list).toBeCloseTo(10, 2);
    for (const angles of [turned, bowed, listed]) {
      expect(angles.hip_flexion_l).toBeCloseTo(0, 2);
      expect(angles.arm_add_r).toBeCloseTo(0, 2);
      expect(angles.lumbar_bending).toBeCloseTo(0, 2);
    }
  });

  test('a full turn continues beyond 180', () => {
    const turning = Array.from({ length: 50 }, (_, at) => {
      const positions = Object.entries(pose()).map(([name, [x, y, z]]) => [
        name,
        [x * cos(at * 9) + z * sin(at * 9), y, z * cos(at * 9) - x * sin(at * 9)],
      ]);
      return [personAt(Object.fromEntries(positions))];
    });
    const { columns, rows } = motionOf(trackOf(turning));
    const heading = rows.map((row) => row[columns.indexOf('pelvis_rotation')] ?? 0);
    expect(Math.max(...heading)).toBeGreaterThan(400);
    expect(Math.min(...heading)).toBeGreaterThan(-20);
  });
});

describe('missing values', () => {
  const hiding = (visibility: Visibility, frames: number) =>
    times(frames, [personAt(pose(), visibility)]);
  const shown = (frames: number) => times(frames, [personAt(pose())]);

  test('are interpolated linearly, and counted in the header', () => {
    const track = trackOf([...shown(40), ...hiding({ leftWrist: 0.1 }, 20), ...shown(40)]);
    const { header, columns, rows } = motionOf(track);
    expect(rows).toHaveLength(100);
    expect(columns).toContain('elbow_flex_l');
    expect(header.join('\n')).toMatch(/interpolated values: elbow_flex_l 20\./);
    expect(rows.flat().every(Number.isFinite)).toBe(true);
  });

  test('omit the column if most rows are missing', () => {
    const track = trackOf([...shown(20), ...hiding({ leftKnee: 0.1 }, 40)]);
    const { header, columns } = motionOf(track);
    expect(columns).not.toContain('knee_angle_l');
    expect(columns).toContain('knee_angle_r');
    expect(header.join('\n')).toMatch(/less than half of the rows: .*knee_angle_l/);
  });

  test('omit the row if nobody is visible', () => {
    const { rows, header } = motionOf(trackOf([...shown(30), ...times(30, []), ...shown(30)]));
    expect(rows).toHaveLength(60);
    expect(header).toContain('nRows=60');
    expect(rows[29]?.[0]).toBe(1.16);
    expect(rows[30]?.[0]).toBe(2.4);
  });

  test.each([0, 1, 30])('leave only a header if nobody is visible in %d frames', (length) => {
    const { rows, header, columns } = motionOf(trackOf(times(length, [])));
    expect(rows).toEqual([]);
    expect(columns).toEqual(['time']);
    expect(header).toContain('nColumns=1');
  });
});
