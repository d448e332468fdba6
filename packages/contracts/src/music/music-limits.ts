// Without zod, so that a page that checks input does not load it.

/** Beats in a bar. */
export const musicMeters = [3, 4] as const;
export type MusicMeter = (typeof musicMeters)[number];

/** Slowest and fastest tempo that can be set. */
export const musicTempoRange = { min: 30, max: 300 } as const;
