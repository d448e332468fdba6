import type { Size } from '@dance-pose/contracts';
import type { Vector } from './space.ts';

/** A pinhole camera that looks level along −z, so that upright lines stay upright. */
export interface Camera {
  /** Metres in front of the middle of the floor, and above it. */
  readonly distance: number;
  readonly eyeHeight: number;
  /** Pixels per metre at one metre from the camera. */
  readonly focal: number;
  /** Where the horizon's middle lies on the picture, in pixels. */
  readonly centreX: number;
  readonly horizonY: number;
}

/** A place on the picture, in pixels, x to the right and y down. */
export type Pixel = readonly [x: number, y: number];

export function project(
  { distance, eyeHeight, focal, centreX, horizonY }: Camera,
  at: Vector,
): Pixel {
  const pixelsPerMetre = focal / (distance - at[2]);
  return [centreX + at[0] * pixelsPerMetre, horizonY - (at[1] - eyeHeight) * pixelsPerMetre];
}

/** How many pixels a metre across the view takes at a place. */
export const pixelsPerMetre = ({ distance, focal }: Camera, at: Vector): number =>
  focal / (distance - at[2]);

/** Shares of the picture that the dance may fill, and where its lowest place comes to lie. */
const fill = { width: 0.94, height: 0.84, bottom: 0.92 };

const standpoint = { distance: 4.6, eyeHeight: 1.15 };

/** A camera that keeps all the given places in the picture, as large as they fit. */
export function frame(places: readonly Vector[], { width, height }: Size): Camera {
  const raw: Camera = { ...standpoint, focal: 1, centreX: 0, horizonY: 0 };
  const seen = places.map((place) => project(raw, place));
  const halfWidth = Math.max(...seen.map(([x]) => Math.abs(x)));
  const top = Math.min(...seen.map(([, y]) => y));
  const bottom = Math.max(...seen.map(([, y]) => y));
  const focal = Math.min(
    (fill.width * width) / (2 * halfWidth),
    (fill.height * height) / (bottom - top),
  );
  // What height is left over goes in equal parts above and below.
  const spare = fill.height * height - (bottom - top) * focal;
  const horizonY = fill.bottom * height - spare / 2 - bottom * focal;
  return { ...standpoint, focal, centreX: width / 2, horizonY };
}
