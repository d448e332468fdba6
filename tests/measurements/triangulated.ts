import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Point } from '@dance-pose/movement';

/** Joints triangulated from four calibrated cameras, projected back into one of the cameras. */
export interface TriangulatedJoints {
  readonly frameCount: number;
  /**
   * Position in pixels of the camera's picture.
   * @param name as in the file: `LKnee`.
   */
  at(frame: number, name: string): Point;
}

/**
 * Reads Pose2Sim's BalancingTrial (Pagnon 2021, 2022): joints triangulated from four cameras, without markers,
 * and filtered. The first row is the first frame of the clips.
 */
export async function readTriangulated(
  folder: string,
  camera: string,
): Promise<TriangulatedJoints> {
  const calibration = await readFile(join(folder, 'Calib_qualisys.toml'), 'utf8');
  const project = projection(readCamera(calibration, camera));
  const trc = await readFile(join(folder, 'BalancingTrial_filt_butterworth.trc'), 'utf8');
  const lines = trc.split(/\r?\n/);
  const names = (lines[3] ?? '')
    .split('\t')
    .slice(2)
    .filter((name) => name !== '');
  const rows = lines.slice(5).flatMap((line) => {
    const numbers = line.split('\t').slice(2).map(Number);
    return numbers.length > 1 ? [numbers] : [];
  });
  return {
    frameCount: rows.length,
    at: (frame, name) => {
      const point = 3 * names.indexOf(name);
      const [x, y, z] = rows[frame]?.slice(point, point + 3) ?? [];
      if (point < 0 || x === undefined || y === undefined || z === undefined) {
        throw new RangeError(`There is no ${name} in row ${frame}.`);
      }
      // OpenSim's axes have y up; the cameras were calibrated with z up.
      return project([z, x, y]);
    },
  };
}

type Triple = readonly [number, number, number];

/** Camera parameters as OpenCV defines them. */
interface Camera {
  readonly focal: readonly [x: number, y: number];
  readonly centre: readonly [x: number, y: number];
  /** Radial k1 and k2, tangential p1 and p2. */
  readonly distortion: readonly [k1: number, k2: number, p1: number, p2: number];
  /** Rotation vector: axis times angle. */
  readonly rotation: Triple;
  /** In metres. */
  readonly translation: Triple;
}

function readCamera(toml: string, name: string): Camera {
  const section = toml.split(/^\[/m).find((text) => text.startsWith(`${name}]`)) ?? '';
  const numbersOf = (key: string): number[] => {
    const line = section.split('\n').find((text) => text.startsWith(`${key} =`)) ?? '';
    return (line.split('=')[1] ?? '').match(/-?\d[\d.e+-]*/g)?.map(Number) ?? [];
  };
  const take = <Numbers extends readonly number[]>(key: string, count: number): Numbers => {
    const numbers = numbersOf(key);
    if (numbers.length !== count) throw new Error(`The camera ${name} has no ${key}.`);
    return numbers as unknown as Numbers;
  };
  const [fx, , cx, , fy, cy] = take<number[]>('matrix', 9) as unknown as [
    ...Triple,
    ...Triple,
    ...Triple,
  ];
  return {
    focal: [fx, fy],
    centre: [cx, cy],
    distortion: take('distortions', 4),
    rotation: take('rotation', 3),
    translation: take('translation', 3),
  };
}

/** Projects metres in the room to pixels (Rodrigues' rotation; Brown's distortion). */
function projection({ focal, centre, distortion, rotation, translation }: Camera) {
  const [k1, k2, p1, p2] = distortion;
  const turn = rotationBy(rotation);
  return (point: Triple): Point => {
    const [x, y, z] = turn(point).map((value, i) => value + (translation[i] ?? 0)) as [...Triple];
    const [a, b] = [x / z, y / z];
    const square = a * a + b * b;
    const radial = 1 + k1 * square + k2 * square * square;
    const u = a * radial + 2 * p1 * a * b + p2 * (square + 2 * a * a);
    const v = b * radial + p1 * (square + 2 * b * b) + 2 * p2 * a * b;
    return [focal[0] * u + centre[0], focal[1] * v + centre[1]];
  };
}

function rotationBy(rotation: Triple): (point: Triple) => Triple {
  const angle = Math.hypot(...rotation);
  const [kx, ky, kz] = rotation.map((value) => value / angle) as [...Triple];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y, z]) => {
    const along = (kx * x + ky * y + kz * z) * (1 - cos);
    return [
      x * cos + (ky * z - kz * y) * sin + kx * along,
      y * cos + (kz * x - kx * z) * sin + ky * along,
      z * cos + (kx * y - ky * x) * sin + kz * along,
    ];
  };
}
