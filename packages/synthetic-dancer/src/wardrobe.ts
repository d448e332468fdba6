type Colour = readonly [red: number, green: number, blue: number];

const wardrobe = {
  skin: [205, 150, 116],
  hair: [52, 34, 30],
  shirt: [38, 128, 122],
  leggings: [52, 44, 74],
  shoes: [238, 232, 224],
  lips: [158, 78, 74],
  eyes: [46, 32, 26],
} as const satisfies Record<string, Colour>;

const room = {
  wallAbove: [226, 219, 209],
  wallBelow: [203, 194, 183],
  skirting: [241, 237, 230],
  floorFar: [178, 141, 104],
  floorNear: [205, 168, 128],
  gap: [124, 92, 64],
} as const satisfies Record<string, Colour>;

type Colours = { readonly [Part in keyof typeof wardrobe | keyof typeof room]: Colour };

const daylight: Colours = { ...wardrobe, ...room };

/** Colours of the dancer and the room, in sRGB. */
export const looks = {
  daylight,
  studio: {
    ...daylight,
    ...{ skin: [122, 80, 58], hair: [26, 20, 20], lips: [116, 60, 58] },
    ...{ shirt: [196, 62, 58], leggings: [92, 96, 104], shoes: [40, 38, 42] },
    ...{ wallAbove: [150, 158, 168], wallBelow: [122, 130, 142], skirting: [84, 88, 96] },
    ...{ floorFar: [92, 92, 96], floorNear: [116, 116, 120], gap: [70, 70, 74] },
  },
  stage: {
    ...daylight,
    ...{ skin: [232, 188, 160], hair: [150, 104, 58], lips: [186, 98, 96] },
    ...{ shirt: [222, 216, 206], leggings: [206, 172, 156], shoes: [214, 160, 146] },
    ...{ wallAbove: [44, 40, 52], wallBelow: [30, 28, 38], skirting: [22, 20, 26] },
    ...{ floorFar: [48, 44, 50], floorNear: [72, 66, 70], gap: [30, 26, 30] },
  },
  black: {
    ...daylight,
    ...{ skin: [84, 54, 40], hair: [18, 16, 18], lips: [96, 52, 52] },
    ...{ shirt: [28, 28, 32], leggings: [22, 22, 26], shoes: [30, 28, 32] },
    ...{ wallAbove: [206, 212, 198], wallBelow: [186, 192, 176], skirting: [164, 168, 152] },
    ...{ floorFar: [130, 96, 66], floorNear: [152, 116, 82], gap: [92, 64, 44] },
  },
} as const satisfies Record<string, Colours>;

export type Look = keyof typeof looks;
