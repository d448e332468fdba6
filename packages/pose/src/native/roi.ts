import type { Size } from '@dance-pose/contracts';
/** `[x, y]`; the unit is in the variable's name or comment. */
export type Point = readonly [x: number, y: number];

/** Region of interest: a square of a frame around a person, in pixels, rotated so that the person is upright in it. */
export interface Roi {
  readonly centre: Point;
  readonly side: number;
  /** Radians, clockwise on the screen. */
  readonly rotation: number;
}

/** Side of the ROI relative to the circle around the person, as in the networks' training (RectTransformation). */
const roiScale = 1.25;

/**
 * ROI of a person, from its two alignment points.
 * @param centre the middle of the hips, in pixels.
 * @param edge a point on the circle around the whole body, straight above the head of a standing person; pixels.
 * Source: mediapipe/calculators/util/alignment_points_to_rects_calculator.cc.
 */
export function roiAround(centre: Point, edge: Point): Roi {
  const [x, y] = [edge[0] - centre[0], edge[1] - centre[1]];
  return {
    centre,
    side: 2 * Math.hypot(x, y) * roiScale,
    rotation: normalizeAngle(Math.PI / 2 - Math.atan2(-y, x)),
  };
}

/** Maps `[0,1]` of an upright region to pixels of the frame. */
export function fromRoi({ centre, side, rotation }: Roi, [x, y]: Point): Point {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const [across, down] = [x - 0.5, y - 0.5];
  return [
    centre[0] + (cos * across - sin * down) * side,
    centre[1] + (sin * across + cos * down) * side,
  ];
}

/** The whole frame centred in a square: the detector's ROI. */
export function wholeFrameRoi({ width, height }: Size): Roi {
  return { centre: [width / 2, height / 2], side: Math.max(width, height), rotation: 0 };
}

function normalizeAngle(radians: number): number {
  return radians - 2 * Math.PI * Math.floor((radians + Math.PI) / (2 * Math.PI));
}
