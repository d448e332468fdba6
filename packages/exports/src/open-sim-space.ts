import type { CleanTrack } from '@dance-pose/movement';

/**
 * In metres on OpenSim's axes, from the middle of the hips of each frame: x forward, y up, z to the right, for
 * a dancer who faces the camera. So x is towards the camera and z towards the picture's left.
 */
export type Vector = readonly [x: number, y: number, z: number];

/** What of a dancer OpenSim is told. */
export type WorldTrack = Pick<CleanTrack, 'world' | 'frameCount'>;

/** Where a landmark is at a frame; NaN where it is not known. */
export function placeAt({ world }: WorldTrack, id: number, frame: number): Vector {
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

/** Three axes of a part of the body, each of length 1 and square to the others. */
export interface Axes {
  readonly forward: Vector;
  readonly up: Vector;
  readonly right: Vector;
}

/** A vector as it is seen from within a part of the body. */
export const within = ({ forward, up, right }: Axes, vector: Vector): Vector => [
  dot(forward, vector),
  dot(up, vector),
  dot(right, vector),
];
