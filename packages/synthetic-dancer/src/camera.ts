import type { Size } from '@dance-pose/contracts';
import { radians, type Vector } from './space.ts';

/** Position of the camera, and how much of the picture the dance fills. */
export interface Viewpoint {
  /** Metres in front of the middle of the floor, and above the floor. */
  readonly distance: number;
  readonly eyeHeight: number;
  /** Degrees by which the camera looks down; negative looks up. */
  readonly pitch: number;
  /** Degrees by which the camera stands to the dancer's left of their front: at 90 it sees the left side, at 180 the back. */
  readonly azimuth: number;
  /** Size of the figure; 1 is the largest at which the whole dance stays in the picture. */
  readonly size: number;
}

export const standpoint: Viewpoint = {
  ...{ distance: 4.6, eyeHeight: 1.15, pitch: 0, azimuth: 0, size: 1 },
};

/** A pinhole camera without roll, over x = 0. */
export interface Camera extends Pick<Viewpoint, 'distance' | 'eyeHeight' | 'pitch'> {
  /** Pixels per metre at a depth of one metre. */
  readonly focal: number;
  /** Pixel of the optical axis; without pitch it is in the middle of the horizon. */
  readonly centreX: number;
  readonly centreY: number;
}

/** A position in the picture, in pixels, x to the right and y down. */
export type Pixel = readonly [x: number, y: number];

/** A direction in the room along the camera's axes: x right, y down, z away. */
export function fromCamera({ pitch }: Pick<Camera, 'pitch'>, [x, y, z]: Vector): Vector {
  const [sin, cos] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];
  return [x, -(cos * y - sin * z), -sin * y - cos * z];
}

const seenFrom = (camera: Camera, [x, y, z]: Vector): Vector =>
  fromCamera(camera, [x, y - camera.eyeHeight, z - camera.distance]);

export function project(camera: Camera, at: Vector): Pixel {
  const [x, down, away] = seenFrom(camera, at);
  const pixelsPerMetre = camera.focal / away;
  return [camera.centreX + x * pixelsPerMetre, camera.centreY + down * pixelsPerMetre];
}

/** Distance of a point from the camera along its optical axis, in metres. */
export const depthOf = (camera: Camera, at: Vector): number => seenFrom(camera, at)[2];

/** Pixels per metre at the depth of a point. */
export const pixelsPerMetre = (camera: Camera, at: Vector): number =>
  camera.focal / depthOf(camera, at);

/** Maximum shares of the picture that the dance fills, and height of its lowest point. */
const fill = { width: 0.94, height: 0.84, bottom: 0.92 };

/** Camera that keeps all given points in the picture, as large as possible if the size is 1. */
export function fitCamera(
  points: readonly Vector[],
  { width, height }: Size,
  { distance, eyeHeight, pitch, size }: Omit<Viewpoint, 'azimuth'>,
): Camera {
  const raw: Camera = { distance, eyeHeight, pitch, focal: 1, centreX: 0, centreY: 0 };
  const seen = points.map((point) => project(raw, point));
  const halfWidth = Math.max(...seen.map(([x]) => Math.abs(x)));
  const top = Math.min(...seen.map(([, y]) => y));
  const bottom = Math.max(...seen.map(([, y]) => y));
  const focal =
    size *
    Math.min((fill.width * width) / (2 * halfWidth), (fill.height * height) / (bottom - top));
  // Splits the remaining height evenly above and below.
  const spare = fill.height * height - (bottom - top) * focal;
  const centreY = fill.bottom * height - spare / 2 - bottom * focal;
  return { ...raw, focal, centreX: width / 2, centreY };
}
