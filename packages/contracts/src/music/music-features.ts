import { z } from 'zod';

const curve = z.array(z.number().nonnegative()).readonly();

/**
 * Properties of a sound over time from which its music is heard. They are stored, so that the music can be heard
 * again with other options without the sound. Value `i` of a curve is at `startSeconds + i / rateHz`.
 */
export const musicFeaturesSchema = z
  .object({
    schemaVersion: z.literal(1),
    /** Duration of the audio. */
    durationSeconds: z.number().nonnegative(),
    /** RMS of the loudest window; 1 is full scale. */
    peakRms: z.number().nonnegative(),
    /** Values of a curve per second. */
    rateHz: z.number().positive(),
    /** Time of the first value of each curve, from the start of the audio. */
    startSeconds: z.number(),
    /** Increase of the logarithmic power, averaged over the bands; used to find beats. */
    strength: curve,
    /** Increase of the loudness in about sones, in which loud sounds count for more; used to find accents. */
    accent: curve,
    /** The same increase, not averaged, in four ranges: from about 30, 150, 600 and 2500 Hz on. */
    rises: z.array(curve).length(4).readonly(),
    /** Loudness of the pitch classes, for changes of harmony. */
    harmony: z
      .object({
        /** Frames per second. */
        rateHz: z.number().positive(),
        /** Time of the middle of the first frame. */
        startSeconds: z.number(),
        /** C to B; 99 is the loudest of the track. */
        frames: z.array(z.array(z.int().min(0).max(99)).length(12).readonly()).readonly(),
      })
      .readonly(),
  })
  .readonly();
export type MusicFeatures = z.infer<typeof musicFeaturesSchema>;
