/**
 * Metres in the room: x to the camera's right, y up from the floor, z towards the camera. A dancer who
 * faces the camera looks along +z and has their left hand at +x.
 */
export type Vector = readonly [x: number, y: number, z: number];

/** Columns are the images of the x, y and z axes. */
export type Rotation = readonly [Vector, Vector, Vector];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vector): number => Math.sqrt(dot(a, a));
export const unit = (a: Vector): Vector => scale(a, 1 / length(a));
/** Point at the share `t` of the line from `a` to `b`. */
export const between = (a: Vector, b: Vector, t: number): Vector =>
  add(a, scale(subtract(b, a), t));

/** Component of `a` perpendicular to the unit vector `axis`. */
export const across = (a: Vector, axis: Vector): Vector => subtract(a, scale(axis, dot(a, axis)));

export const rotate = (by: Rotation, [x, y, z]: Vector): Vector =>
  add(add(scale(by[0], x), scale(by[1], y)), scale(by[2], z));

/** Rotates by `second` within the frame of `first`. */
export const compose = (first: Rotation, second: Rotation): Rotation => [
  rotate(first, second[0]),
  rotate(first, second[1]),
  rotate(first, second[2]),
];

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Rotation of a part of the body relative to its parent, in degrees. */
export interface Attitude {
  /** About the vertical axis; positive to the dancer's left. */
  readonly turn: number;
  /** Positive forward. */
  readonly lean: number;
  /** Sideways; positive to the dancer's left. */
  readonly tilt: number;
}

export function rotationOf({ turn, lean, tilt }: Attitude): Rotation {
  const [st, ct] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
  const [sl, cl] = [Math.sin(radians(lean)), Math.cos(radians(lean))];
  const [si, ci] = [Math.sin(radians(tilt)), Math.cos(radians(tilt))];
  const turned: Rotation = [
    [ct, 0, -st],
    [0, 1, 0],
    [st, 0, ct],
  ];
  const leant: Rotation = [
    [1, 0, 0],
    [0, cl, sl],
    [0, -sl, cl],
  ];
  const tilted: Rotation = [
    [ci, -si, 0],
    [si, ci, 0],
    [0, 0, 1],
  ];
  return compose(turned, compose(leant, tilted));
}
