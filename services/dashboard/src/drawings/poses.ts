import type { Pose } from './figure.tsx';

/** Seen from the side, on 400 × 400. */
export const arabesque: Pose = {
  head: [250, 84],
  neck: [236, 124],
  hip: [200, 222],
  leftArm: [
    [284, 108],
    [334, 78],
  ],
  rightArm: [
    [188, 142],
    [138, 118],
  ],
  leftLeg: [
    [122, 196],
    [46, 160],
    [20, 142],
  ],
  rightLeg: [
    [207, 296],
    [204, 368],
    [230, 378],
  ],
};

/** From the front, arms to the sides, on 100 × 160. */
export const standing: Pose = {
  head: [50, 26],
  neck: [50, 44],
  hip: [50, 88],
  leftArm: [
    [72, 54],
    [90, 44],
  ],
  rightArm: [
    [28, 54],
    [10, 44],
  ],
  leftLeg: [
    [56, 116],
    [58, 142],
    [64, 147],
  ],
  rightLeg: [
    [44, 116],
    [42, 142],
    [36, 147],
  ],
};

/** A leap from the front, on 100 × 160. */
export const leap: Pose = {
  head: [52, 24],
  neck: [51, 42],
  hip: [50, 80],
  leftArm: [
    [70, 32],
    [84, 12],
  ],
  rightArm: [
    [32, 32],
    [18, 12],
  ],
  leftLeg: [
    [78, 92],
    [100, 104],
    [108, 108],
  ],
  rightLeg: [
    [22, 92],
    [2, 104],
    [-6, 108],
  ],
};

/** A plié from the side, on 100 × 160. */
export const plie: Pose = {
  head: [50, 40],
  neck: [48, 57],
  hip: [42, 98],
  leftArm: [
    [66, 72],
    [84, 66],
  ],
  rightArm: [
    [64, 76],
    [80, 74],
  ],
  leftLeg: [
    [72, 114],
    [50, 142],
    [64, 146],
  ],
  rightLeg: [
    [68, 116],
    [46, 143],
    [60, 147],
  ],
};
