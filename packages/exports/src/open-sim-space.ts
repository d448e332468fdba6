import type { CleanTrack } from '@dance-pose/movement';

/**
 * Metres on OpenSim's axes, from the middle of the hips of each frame: x forward, y up, z to the right, for a
 * dancer who faces the camera. So x is towards the camera and z towards the left of the picture.
 */
export type Vector = readonly [x: number, y: number, z: number];

/** Part of a track that the OpenSim formats need. */
export type WorldTrack = Pick<CleanTrack, 'world' | 'frameCount'>;

/** Position of a landmark in a frame; NaN if unknown. */
export function positionAt({ world }: WorldTrack, id: number, frame: number): Vector {
  const { x, y, z } = world[id] ?? {};
  const at = (signal: Float64Array | undefined): number => signal?.[frame] ?? Number.NaN;
  return [-at(z), -at(y), -at(x)];
}

export const minus = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [a - x, b - y, c - z];

export const middle = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [
  (a + x) / 2,
  (b + y) / 2,
  (c + z) / 2,
];

const dot = ([a, b, c]: Vector, [x, y, z]: Vector): number => a * x + b * y + c * z;

export const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [
  b * z - c * y,
  c * x - a * z,
  a * y - b * x,
];

export function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  const [x, y, z] = vector;
  return [x / length, y / length, z / length];
}

/** Orthonormal axes of a part of the body. */
export interface Axes {
  readonly forward: Vector;
  readonly up: Vector;
  readonly right: Vector;
}

/** Transforms a vector into the frame of a part of the body. */
export const within = ({ forward, up, right }: Axes, vector: Vector): Vector => [
  dot(forward, vector),
  dot(up, vector),
  dot(right, vector),
];
