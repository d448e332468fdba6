import { z } from 'zod';
import type { SeriesId } from './metrics/series-catalogue.ts';

/** How far a number may be trusted. */
export const confidenceSchema = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** Whether the camera stood where this can be seen; `approximate` where depth had to be guessed. */
export const validitySchema = z.enum(['valid', 'approximate', 'not-from-this-view']);
export type Validity = z.infer<typeof validitySchema>;

/** One measured thing. */
export const metricSchema = z
  .object({
    /** Kebab-case and stable: `left-knee-range`. */
    id: z.string(),
    /** For people: `Range of motion, left knee`. */
    label: z.string(),
    /** `null` is not measurable here; `reason` then says why. Never NaN or infinite. */
    value: z.number().nullable(),
    /** `°`, `ms`, `s`, `S` (trunk lengths of the dancer), `S/s`, `%`, `count`; `1` has no unit. */
    unit: z.string(),
    /** Share of the frames with all the landmarks that it needs in sight, 0–1. */
    coverage: z.number().min(0).max(1),
    confidence: confidenceSchema,
    validity: validitySchema,
    /** A sentence for dancers. */
    reason: z.string().exactOptional(),
  })
  .readonly();
export type Metric = z.infer<typeof metricSchema>;

/** One value per frame; `null` where it could not be measured, never NaN or infinite. */
export interface Series {
  readonly id: SeriesId;
  readonly values: readonly (number | null)[];
}
