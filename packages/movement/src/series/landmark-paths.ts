import { landmarkCount } from '@dance-pose/contracts';
import { type Signal, signalOf, valueAt } from './signal.ts';

/** Position over time in pixels of the upright frame: x to the right, y down. */
export interface PixelPath {
  readonly x: Signal;
  readonly y: Signal;
}

/** Position over time in metres from the middle of the hips: x to the right, y down, z away from the camera. */
export interface WorldPath {
  readonly x: Signal;
  readonly y: Signal;
  readonly z: Signal;
}

/** Paths of one person over a clip; every list is in the order of `landmarkNames`. */
export interface LandmarkPaths {
  readonly pixels: readonly PixelPath[];
  readonly world: readonly WorldPath[];
  /** 0–1; 0 in frames without the person. */
  readonly visibility: readonly Signal[];
}

/** Paths that are NaN in every frame, with visibility 0. */
export function unknownPaths(frameCount: number): LandmarkPaths {
  const unknown = (): Signal => new Float64Array(frameCount).fill(Number.NaN);
  const each = <Path>(make: () => Path): Path[] => Array.from({ length: landmarkCount }, make);
  return {
    pixels: each(() => ({ x: unknown(), y: unknown() })),
    world: each(() => ({ x: unknown(), y: unknown(), z: unknown() })),
    visibility: each(() => new Float64Array(frameCount)),
  };
}

export const signalsOf = (path: PixelPath | WorldPath): readonly Signal[] => Object.values(path);

export function at<Path>(paths: readonly Path[], id: number): Path {
  const path = paths[id];
  if (path === undefined) throw new RangeError(`There is no landmark ${id}.`);
  return path;
}

export const worldDistanceAt = (a: WorldPath, b: WorldPath, frame: number): number =>
  Math.hypot(
    valueAt(a.x, frame) - valueAt(b.x, frame),
    valueAt(a.y, frame) - valueAt(b.y, frame),
    valueAt(a.z, frame) - valueAt(b.z, frame),
  );

const middle = (a: Signal, b: Signal): Signal =>
  signalOf(a.length, (i) => (valueAt(a, i) + valueAt(b, i)) / 2);

export const midPath = (a: PixelPath, b: PixelPath): PixelPath => ({
  x: middle(a.x, b.x),
  y: middle(a.y, b.y),
});

export const midWorldPath = (a: WorldPath, b: WorldPath): WorldPath => ({
  x: middle(a.x, b.x),
  y: middle(a.y, b.y),
  z: middle(a.z, b.z),
});
