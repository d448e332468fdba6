import type { Size } from '@dance-pose/contracts';
import type { Vector } from './space.ts';

/** A pinhole camera that looks horizontally along −z, so that vertical lines stay vertical. */
export interface Camera {
  /** Metres in front of the middle of the floor, and above the floor. */
  readonly distance: number;
  readonly eyeHeight: number;
  /** Pixels per metre at a distance of one metre. */
  readonly focal: number;
  /** Middle of the horizon in the picture, in pixels. */
  readonly centreX: number;
  readonly horizonY: number;
}

/** A position in the picture, in pixels, x to the right and y down. */
export type Pixel = readonly [x: number, y: number];

export function project(
  { distance, eyeHeight, focal, centreX, horizonY }: Camera,
  at: Vector,
): Pixel {
  const pixelsPerMetre = focal / (distance - at[2]);
  return [centreX + at[0] * pixelsPerMetre, horizonY - (at[1] - eyeHeight) * pixelsPerMetre];
}

/** Pixels per metre at the depth of a point. */
export const pixelsPerMetre = ({ distance, focal }: Camera, at: Vector): number =>
  focal / (distance - at[2]);

/** Maximum shares of the picture that the dance fills, and height of its lowest point. */
const fill = { width: 0.94, height: 0.84, bottom: 0.92 };

const standpoint = { distance: 4.6, eyeHeight: 1.15 };

/** Camera that keeps all given points in the picture, as large as possible. */
export function fitCamera(points: readonly Vector[], { width, height }: Size): Camera {
  const raw: Camera = { ...standpoint, focal: 1, centreX: 0, horizonY: 0 };
  const seen = points.map((point) => project(raw, point));
  const halfWidth = Math.max(...seen.map(([x]) => Math.abs(x)));
  const top = Math.min(...seen.map(([, y]) => y));
  const bottom = Math.max(...seen.map(([, y]) => y));
  const focal = Math.min(
    (fill.width * width) / (2 * halfWidth),
    (fill.height * height) / (bottom - top),
  );
  // Splits the remaining height evenly above and below.
  const spare = fill.height * height - (bottom - top) * focal;
  const horizonY = fill.bottom * height - spare / 2 - bottom * focal;
  return { ...standpoint, focal, centreX: width / 2, horizonY };
}
