import { z } from 'zod';
import { analysisOptionsSchema } from './analysis-options.ts';
import { trackSourceSchema } from './landmarks.ts';
import { confidenceSchema, metricSchema } from './metric.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const ms = z.number().nonnegative();

/** A beat of the music. */
export const musicBeatSchema = z
  .object({
    timeMs: ms,
    /** 1–8, as dancers count. */
    count: z.int().min(1).max(8),
    confidence: share,
  })
  .readonly();

/** What was heard. Times are on the time axis of the analysed part. */
export const musicSchema = z.discriminatedUnion('heard', [
  z.object({
    heard: z.literal('beat'),
    /** Mean over the clip; it may be felt at half or twice of this. */
    bpm: z.number().positive(),
    beats: z.array(musicBeatSchema).readonly(),
    /** In tempo and beats. */
    confidence: confidenceSchema,
    clarity: share,
    /** In which beat is the "one". */
    countConfidence: confidenceSchema,
  }),
  z.object({
    heard: z.enum(['no-sound', 'silence', 'no-beat']),
    /** A sentence for dancers. */
    reason: z.string(),
  }),
]);

/** A moment at which the movement comes to rest before it goes on. */
export const motionBeatSchema = z.object({ timeMs: ms, depth: z.number() }).readonly();

export const phraseReportSchema = z.object({
  startMs: ms,
  endMs: ms,
  /** Its frames: `from` up to but without `to`. */
  span: z.object({ from: count, to: count }).readonly(),
  /** Of the music: 8, or fewer at the edges; null when cut by time. */
  counts: z.int().positive().nullable(),
  metrics: z.array(metricSchema).readonly(),
});

/** How the clip was cut: by eights of the music, or by time, with the reason why. */
export const phrasingSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('counts'), confidence: confidenceSchema }),
  z.object({ by: z.literal('time'), reason: z.string() }),
]);

/** What was done to the engine's landmarks before they were measured. */
export const repairsSchema = z
  .object({
    frames: count,
    framesWithoutDancer: count,
    falsePeople: count,
    otherPeople: count,
    sideSwaps: count,
    sideSwapFrames: count,
    outliers: count,
    impossibleBones: count,
    bridged: count,
    leftOpen: count,
  })
  .readonly();

/** `report.json`: what the movement was. The values of single frames are in `timeseries.csv`. */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  source: trackSourceSchema,
  engine: z.string(),
  model: z.string(),
  options: analysisOptionsSchema,
  /** A few sentences for the dancer, the most telling first. */
  summary: z.array(z.string()).readonly(),
  music: musicSchema,
  motionBeats: z.array(motionBeatSchema).readonly(),
  /** From where the camera saw the dancer: shares of the frames. */
  view: z.object({ frontal: share, side: share }).readonly(),
  repairs: repairsSchema,
  /** Of the whole clip. */
  metrics: z.array(metricSchema).readonly(),
  phrasing: phrasingSchema,
  phrases: z.array(phraseReportSchema).readonly(),
  /** Sentences to print with the results. */
  cautions: z.array(z.string()).readonly(),
});
export type Report = z.infer<typeof reportSchema>;
export type PhraseReport = z.infer<typeof phraseReportSchema>;
