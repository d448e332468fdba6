import { across, add, length, scale, subtract, unit, type Vector } from './space.ts';

export interface TwoBones {
  readonly middle: Vector;
  readonly end: Vector;
}

/**
 * Position of the joint between two bones that reach from `start` to `end`, bent towards `hint`.
 * An end out of reach is moved as close as the straight bones allow.
 */
export function bendAt(
  start: Vector,
  end: Vector,
  hint: Vector,
  { thigh, shank }: { thigh: number; shank: number },
): TwoBones {
  const way = subtract(end, start);
  const along = unit(way);
  const distance = Math.min(length(way), thigh + shank);
  const upTo = (thigh ** 2 - shank ** 2 + distance ** 2) / (2 * distance);
  const aside = Math.sqrt(Math.max(0, thigh ** 2 - upTo ** 2));
  const bend = unit(across(hint, along));
  return {
    middle: add(add(start, scale(along, upTo)), scale(bend, aside)),
    end: add(start, scale(along, distance)),
  };
}
