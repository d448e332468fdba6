import type { Colour } from './brush.ts';

/** Colours of the dancer and the room, in sRGB. */
export const wardrobe = {
  skin: [205, 150, 116],
  hair: [52, 34, 30],
  shirt: [38, 128, 122],
  leggings: [52, 44, 74],
  shoes: [238, 232, 224],
  lips: [158, 78, 74],
  eyes: [46, 32, 26],
} as const satisfies Record<string, Colour>;

export const room = {
  wallAbove: [226, 219, 209],
  wallBelow: [203, 194, 183],
  skirting: [241, 237, 230],
  floorFar: [178, 141, 104],
  floorNear: [205, 168, 128],
  gap: [124, 92, 64],
} as const satisfies Record<string, Colour>;
