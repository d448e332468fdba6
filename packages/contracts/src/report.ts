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
    /** How far the beat stands out and keeps time; 0 where nothing sounds and the tempo alone speaks. */
    confidence: share,
  })
  .readonly();
export type MusicBeat = z.infer<typeof musicBeatSchema>;

const musicWithBeatSchema = z
  .object({
    heard: z.literal('beat'),
    /** Mean over the clip; it may be felt at half or twice of this. */
    bpm: z.number().positive(),
    /** In order, from where the music begins to where it ends. */
    beats: z.array(musicBeatSchema).readonly(),
    /** In tempo and beats. */
    confidence: confidenceSchema,
    /** How alike the music is to itself one and two beats later. */
    clarity: share,
    /** In which beat is the "one". */
    countConfidence: confidenceSchema,
  })
  .readonly();
export type MusicWithBeat = z.infer<typeof musicWithBeatSchema>;

/** What was heard. Times are on the time axis of the analysed part. */
export const musicSchema = z.discriminatedUnion('heard', [
  musicWithBeatSchema,
  z
    .object({
      heard: z.enum(['no-sound', 'silence', 'no-beat']),
      /** A sentence for dancers. */
      reason: z.string(),
    })
    .readonly(),
]);
export type Music = z.infer<typeof musicSchema>;

/** A moment at which the movement comes to rest before it goes on: where dancers "hit" the music. */
export const motionBeatSchema = z
  .object({
    timeMs: ms,
    /** How far the speed falls below the peaks around, in S/s. */
    depth: z.number(),
  })
  .readonly();
export type MotionBeat = z.infer<typeof motionBeatSchema>;

const phraseShape = {
  startMs: ms,
  endMs: ms,
  /** Its frames: `from` up to but without `to`. */
  span: z.object({ from: count, to: count }).readonly(),
  /** Of the music: 8, or fewer where music or clip begin or end within an eight; null when cut by time. */
  counts: z.int().positive().nullable(),
};
export const phraseSchema = z.object(phraseShape).readonly();
export type Phrase = z.infer<typeof phraseSchema>;

export const phraseReportSchema = z
  .object({ ...phraseShape, metrics: z.array(metricSchema).readonly() })
  .readonly();

/** How the clip was cut: by eights of the music, or by time, with the reason why. */
export const phrasingSchema = z.discriminatedUnion('by', [
  z
    .object({
      by: z.literal('counts'),
      /** In where the eights begin. */
      confidence: confidenceSchema,
    })
    .readonly(),
  z
    .object({
      by: z.literal('time'),
      /** Why not by counts; a sentence for dancers. */
      reason: z.string(),
    })
    .readonly(),
]);
export type Phrasing = z.infer<typeof phrasingSchema>;

/** What was done to the engine's landmarks before they were measured. */
export const repairsSchema = z
  .object({
    frames: count,
    framesWithoutDancer: count,
    /** Appearances in single frames of what was taken for no person, and of people who are not the dancer. */
    falsePeople: count,
    otherPeople: count,
    /** Times that left and right were found exchanged and put right, and the frames this concerned. */
    sideSwaps: count,
    sideSwapFrames: count,
    /** Single landmarks in single frames, rejected as jumps or because a bone had an impossible length. */
    outliers: count,
    impossibleBones: count,
    /** Of all landmarks in all frames: bridged over gaps of up to a quarter of a second, and left open. */
    bridged: count,
    leftOpen: count,
  })
  .readonly();
export type Repairs = z.infer<typeof repairsSchema>;

/** From where the camera saw the dancer: shares of the frames. What is neither lies in between. */
export const viewSchema = z
  .object({
    /** Facing the camera, or from behind. */
    frontal: share,
    side: share,
  })
  .readonly();
export type View = z.infer<typeof viewSchema>;

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
  view: viewSchema,
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
