import type { Point } from '@dance-pose/movement';

export type Triple = readonly [number, number, number];

/** Camera parameters as OpenCV defines them. */
export interface Camera {
  readonly focal: readonly [x: number, y: number];
  readonly centre: readonly [x: number, y: number];
  /** Radial k1 and k2, tangential p1 and p2. */
  readonly distortion: readonly [k1: number, k2: number, p1: number, p2: number];
  /** Rotation vector: axis times angle. */
  readonly rotation: Triple;
  /** In metres. */
  readonly translation: Triple;
}

/**
 * Reads a camera of a calibration file of Pose2Sim.
 * @throws if there is no such camera.
 */
export function readCamera(toml: string, name: string): Camera {
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

/** A point of the room along the camera's axes, in metres from the lens: x right, y down, z away. */
export const seenBy = ({ rotation, translation }: Camera, point: Triple): Triple => {
  const turned = rotationBy(rotation)(point);
  return turned.map((value, i) => value + (translation[i] ?? 0)) as [...Triple];
};

/** Pixel of a point given by {@link seenBy} (Brown's distortion). */
export function pixelOf({ focal, centre, distortion }: Camera, [x, y, z]: Triple): Point {
  const [k1, k2, p1, p2] = distortion;
  const [a, b] = [x / z, y / z];
  const square = a * a + b * b;
  const radial = 1 + k1 * square + k2 * square * square;
  const u = a * radial + 2 * p1 * a * b + p2 * (square + 2 * a * a);
  const v = b * radial + p1 * (square + 2 * b * b) + 2 * p2 * a * b;
  return [focal[0] * u + centre[0], focal[1] * v + centre[1]];
}

/** Rodrigues' rotation. */
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
