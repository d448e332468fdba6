import { z } from 'zod';
import { sides } from '../body-parts.ts';
import { confidenceSchema } from '../metric.ts';

/** Kinds of moments. */
export const momentKinds = [
  ...['jump', 'split-leap', 'turn', 'plie', 'balance', 'leg-lift'],
  ...['typical-movement', 'missed-beats', 'most-energy', 'least-energy'],
  ...[
    'largest-angle',
    'smallest-angle',
    'side-difference',
    'tilt',
    'knee-inside',
    'out-of-picture',
  ],
] as const;
export type MomentKind = (typeof momentKinds)[number];

const ms = z.number().nonnegative();

/** A place in the clip to look at. Times are on the time axis of the analysed part. */
export const momentSchema = z
  .object({
    kind: z.enum(momentKinds),
    startMs: ms,
    /** Time at which it is seen best. */
    peakMs: ms,
    endMs: ms,
    /** Frame at `peakMs`, from 0. */
    frame: z.int().nonnegative(),
    /** Side of the body, or to which a turn goes; null if it has none. */
    side: z.enum(sides).nullable(),
    /** Id of the metric that counts or measures such moments. */
    metric: z.string(),
    /** Null if it was not seen well enough to be measured. */
    value: z.number().nullable(),
    /** Unit of `value`, as in metrics. */
    unit: z.string(),
    /** Half-width of the 95 % interval of `value`; null if it is not known. */
    error: z.number().nonnegative().nullable(),
    confidence: confidenceSchema,
    /** Index in `phrases`; null if it is in none. */
    phrase: z.int().nonnegative().nullable(),
    /** Count of the nearest beat; null if the counts are not known. */
    count: z.int().min(1).max(8).nullable(),
  })
  .readonly();
export type Moment = z.infer<typeof momentSchema>;
