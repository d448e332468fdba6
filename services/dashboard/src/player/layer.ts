/** Drawings over the picture. */
export const layers = ['skeleton', 'angles', 'trails', 'centre', 'counts'] as const;
export type Layer = (typeof layers)[number];
