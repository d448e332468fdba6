import { z } from 'zod';
import { musicMeters, musicTempoRange } from './music-limits.ts';

/** Facts about the music that the user knows. The analysis finds the others in the sound. */
export const musicOptionsSchema = z.strictObject({
  /** Tempo in beats per minute, as it is counted. */
  bpm: z.number().min(musicTempoRange.min).max(musicTempoRange.max).exactOptional(),
  /** 4 is counted in eights or fours, 3 (a waltz) in threes or sixes. */
  meter: z.literal(musicMeters).exactOptional(),
  /** Time of any "one", in milliseconds from the start of the analysed part. */
  oneMs: z.int().nonnegative().exactOptional(),
});
export type MusicOptions = z.infer<typeof musicOptionsSchema>;
