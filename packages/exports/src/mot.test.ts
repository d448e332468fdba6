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

/** The angles in the middle of a second in which somebody stands still. */
function held(
  moved: Partial<Record<LandmarkName, Vector>>,
  turn: (place: Vector) => Vector = (place) => place,
): Record<string, number> {
  const places = Object.entries(pose(moved)).map(([name, place]) => [name, turn(place)]);
  const { columns, rows } = motionOf(trackOf(times(26, [personAt(Object.fromEntries(places))])));
  return Object.fromEntries(columns.map((name, at) => [name, rows[13]?.[at] ?? Number.NaN]));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const sin = (degrees: number): number => Math.sin(radians(degrees));
const cos = (degrees: number): number => Math.cos(radians(degrees));

/** The places of knee and ankle when a thigh and then a shank swing forward from hanging. */
const leg = (side: 1 | -1, thigh: number, shank: number): [knee: Vector, ankle: Vector] => {
  const knee: Vector = [0.4 * sin(thigh), -0.4 * cos(thigh), 0.1 * side];
  return [knee, [knee[0] + 0.4 * sin(shank), knee[1] - 0.4 * cos(shank), 0.1 * side]];
};

describe('motFile', () => {
  test('begins as OpenSim wants a motion to begin', () => {
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

  test('is all zeros for somebody who stands upright', () => {
    const { time, ...angles } = held({});
    expect(time).toBe(0.52);
    for (const value of Object.values(angles)) expect(value).toBeCloseTo(0, 3);
    expect(Object.keys(angles)).toEqual(
      expect.arrayContaining(['knee_angle_l', 'ankle_angle_r', 'arm_flex_l', 'elbow_flex_r']),
    );
    // Straight limbs do not show how they are turned about themselves.
    expect(Object.keys(angles).filter((name) => name.includes('_rot_'))).toEqual([]);
    expect(angles).not.toHaveProperty('hip_rotation_r');
  });

  test('flexion is positive on both sides', () => {
    const [rightKnee, rightAnkle] = leg(1, 60, -30);
    const [leftKnee, leftAnkle] = leg(-1, -20, -20);
    const angles = held({ rightKnee, rightAnkle, leftKnee, leftAnkle });
    expect(angles.hip_flexion_r).toBeCloseTo(60, 2);
    expect(angles.knee_angle_r).toBeCloseTo(90, 2);
    expect(angles.hip_rotation_r).toBeCloseTo(0, 2);
    expect(angles.hip_flexion_l).toBeCloseTo(-20, 2);
    expect(angles.knee_angle_l).toBeCloseTo(0, 2);
  });

  test('adduction and turning inwards are positive on both sides', () => {
    const out = (side: 1 | -1): Vector => [0, -0.4 * cos(30), side * (0.1 + 0.4 * sin(30))];
    // Both shanks lie behind the knees and point half outwards, as when the feet turn in.
    const behind = (side: 1 | -1, [x, y, z]: Vector): Vector => [
      x - 0.4 * sin(60) * cos(45),
      y - 0.4 * cos(60),
      z + side * 0.4 * sin(60) * sin(45),
    ];
    const straight: Vector = [0, -0.4, 0.1];
    const angles = held({
      leftKnee: out(-1),
      rightKnee: straight,
      rightAnkle: behind(1, straight),
    });
    expect(angles.hip_adduction_l).toBeCloseTo(-30, 2);
    expect(angles.hip_rotation_r).toBeCloseTo(45, 2);
    const mirrored = held({ leftKnee: [0, -0.4, -0.1], leftAnkle: behind(-1, [0, -0.4, -0.1]) });
    expect(mirrored.hip_rotation_l).toBeCloseTo(45, 2);
  });

  test('toes drawn up are positive', () => {
    const { ankle_angle_r: angle } = held({ rightFootIndex: [0.05, -0.75, 0.1] });
    expect(angle).toBeCloseTo(45, 2);
  });

  test('an arm held out to the side keeps its bend, and the way in which it is bent', () => {
    const rightElbow: Vector = [0, 0.5, 0.46];
    const angles = held({ rightElbow, rightWrist: [0, 0.75, 0.46] });
    expect(angles.arm_add_r).toBeCloseTo(-90, 2);
    expect(angles.elbow_flex_r).toBeCloseTo(90, 2);
    // How far it is raised forward has no meaning there, so that column is left out.
    expect(angles).not.toHaveProperty('arm_flex_r');
  });

  test('the pelvis turns, lists and tilts with the body, and takes its limbs along', () => {
    const turned = held({}, ([x, y, z]) => [
      x * cos(50) + z * sin(50),
      y,
      z * cos(50) - x * sin(50),
    ]);
    expect(turned.pelvis_rotation).toBeCloseTo(50, 2);
    const bowed = held({}, ([x, y, z]) => [
      x * cos(20) + y * sin(20),
      y * cos(20) - x * sin(20),
      z,
    ]);
    expect(bowed.pelvis_tilt).toBeCloseTo(-20, 2);
    const listed = held({}, ([x, y, z]) => [
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

  test('a whole turn goes on beyond 180', () => {
    const turning = Array.from({ length: 50 }, (_, at) => {
      const places = Object.entries(pose()).map(([name, [x, y, z]]) => [
        name,
        [x * cos(at * 9) + z * sin(at * 9), y, z * cos(at * 9) - x * sin(at * 9)],
      ]);
      return [personAt(Object.fromEntries(places))];
    });
    const { columns, rows } = motionOf(trackOf(turning));
    const heading = rows.map((row) => row[columns.indexOf('pelvis_rotation')] ?? 0);
    expect(Math.max(...heading)).toBeGreaterThan(400);
    expect(Math.min(...heading)).toBeGreaterThan(-20);
  });
});

describe('what is missing', () => {
  const hiding = (visibility: Visibility, frames: number) =>
    times(frames, [personAt(pose(), visibility)]);
  const shown = (frames: number) => times(frames, [personAt(pose())]);

  test('lies on a straight line where the rest is known, and is counted in the header', () => {
    const track = trackOf([...shown(40), ...hiding({ leftWrist: 0.1 }, 20), ...shown(40)]);
    const { header, columns, rows } = motionOf(track);
    expect(rows).toHaveLength(100);
    expect(columns).toContain('elbow_flex_l');
    expect(header.join('\n')).toMatch(/straight line between measured ones: elbow_flex_l 20\./);
    expect(rows.flat().every(Number.isFinite)).toBe(true);
  });

  test('has no column when it is missing in most rows', () => {
    const track = trackOf([...shown(20), ...hiding({ leftKnee: 0.1 }, 40)]);
    const { header, columns } = motionOf(track);
    expect(columns).not.toContain('knee_angle_l');
    expect(columns).toContain('knee_angle_r');
    expect(header.join('\n')).toMatch(/less than half of the rows: .*knee_angle_l/);
  });

  test('has no row when nobody is there', () => {
    const { rows, header } = motionOf(trackOf([...shown(30), ...times(30, []), ...shown(30)]));
    expect(rows).toHaveLength(60);
    expect(header).toContain('nRows=60');
    expect(rows[29]?.[0]).toBe(1.16);
    expect(rows[30]?.[0]).toBe(2.4);
  });

  test.each([0, 1, 30])('of nobody in %d frames there is only a header', (length) => {
    const { rows, header, columns } = motionOf(trackOf(times(length, [])));
    expect(rows).toEqual([]);
    expect(columns).toEqual(['time']);
    expect(header).toContain('nColumns=1');
  });
});
