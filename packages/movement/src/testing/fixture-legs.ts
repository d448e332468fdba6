import type { Side } from '@dance-pose/contracts';
import { radians } from '../series/degrees.ts';
import { moved, type Point3, type Stance, standing } from './fixture-dancer.ts';

const thigh = standing.leftKnee[1] - standing.leftHip[1];
const shank = standing.leftAnkle[1] - standing.leftKnee[1];

/** Direction over the floor that points `outwards` degrees to the outside of a leg from straight ahead. */
const ahead = (side: Side, outwards: number): readonly [x: number, z: number] => [
  (side === 'left' ? 1 : -1) * Math.sin(radians(outwards)),
  -Math.cos(radians(outwards)),
];

/**
 * Both knees bent by `bend` degrees over feet that stand.
 * @param turnout degrees from straight ahead in which the knees point.
 * @param stance whose feet stay in place.
 */
export function bent(bend: number, { turnout = 0, stance = standing } = {}): Stance {
  const half = radians(bend / 2);
  const drop = (thigh + shank) * (1 - Math.cos(half));
  const feet = Object.entries(stance).filter(([name]) => /Ankle|Heel|Foot/.test(name));
  const lowered: Stance = { ...moved(stance, [0, drop, 0]), ...Object.fromEntries(feet) };
  const knee = (side: Side): Point3 => {
    const [x, y, z] = lowered[`${side}Hip`];
    const [dx, dz] = ahead(side, turnout);
    const out = thigh * Math.sin(half);
    return [x + out * dx, y + thigh * Math.cos(half), z + out * dz];
  };
  return { ...lowered, leftKnee: knee('left'), rightKnee: knee('right') };
}

/**
 * One straight leg lifted by `height` degrees from straight down, with a pointed foot.
 * @param outwards degrees from straight ahead: 90 is to the side.
 */
export function lifted(side: Side, height: number, outwards: number, stance = standing): Stance {
  const [x, y, z] = stance[`${side}Hip`];
  const [dx, dz] = ahead(side, outwards);
  const along = (distance: number): Point3 => [
    x + distance * Math.sin(radians(height)) * dx,
    y + distance * Math.cos(radians(height)),
    z + distance * Math.sin(radians(height)) * dz,
  ];
  const leg = thigh + shank;
  return {
    ...stance,
    [`${side}Knee`]: along(thigh),
    [`${side}Ankle`]: along(leg),
    [`${side}Heel`]: along(leg + 0.03),
    [`${side}FootIndex`]: along(leg + 0.15),
  };
}
