import { z } from 'zod';
import type { SeriesId } from './metrics/series-catalogue.ts';
import { sentenceSchema } from './sentences/sentence.ts';

/** Trust in a number, from the method and the coverage. */
export const confidenceSchema = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** Suitability of the camera position; `approximate` if depth was estimated. */
export const validitySchema = z.enum(['valid', 'approximate', 'not-from-this-view']);
export type Validity = z.infer<typeof validitySchema>;

/** One measured number, or the reason why there is none. */
export const metricSchema = z
  .object({
    /** A `MetricId`, such as `left-knee-range`; reports of other versions may have others. */
    id: z.string(),
    /** Name for people: `Range of motion, left knee`. */
    label: z.string(),
    /** `null` if not measurable; `reason` then says why. Never NaN or infinite. */
    value: z.number().nullable(),
    /** A `MetricUnit`: `°`, `ms`, `S` (trunk length of the dancer), `S/s`, `%`, `count`; `1` is no unit. */
    unit: z.string(),
    /** Share of the frames, 0–1, in which all the landmarks that it needs were visible. */
    coverage: z.number().min(0).max(1),
    confidence: confidenceSchema,
    validity: validitySchema,
    /** Half the width of the 95 % interval, in the unit: the interval is `value` ± `error`. `null` if not known. */
    error: z.number().nonnegative().nullable(),
    /** Present exactly when `error` is `null`. */
    errorReason: sentenceSchema.exactOptional(),
    /** Present exactly when `value` is `null`. */
    reason: sentenceSchema.exactOptional(),
  })
  .readonly();
export type Metric = z.infer<typeof metricSchema>;

/** One value per frame; `null` where it could not be measured, never NaN or infinite. */
export interface Series {
  readonly id: SeriesId;
  readonly values: readonly (number | null)[];
  /** Half the widths of their 95 % intervals; missing if they are not known. */
  readonly errors?: readonly (number | null)[];
}
