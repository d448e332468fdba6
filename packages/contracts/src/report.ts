import { z } from 'zod';
import { analysisOptionsSchema } from './analysis-options.ts';
import { trackSourceSchema } from './landmarks.ts';
import { confidenceSchema, metricSchema } from './metric.ts';
import { momentSchema } from './moments/moment.ts';
import { sentenceSchema, summarySentenceSchema } from './sentences/sentence.ts';
import { cameraSides } from './views.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const ms = z.number().nonnegative();

/** A beat of the music. */
export const musicBeatSchema = z
  .object({
    timeMs: ms,
    /** 1 to `counts` of the music, as dancers count. */
    count: z.int().min(1).max(8),
    /** Strength and regularity of the beat; 0 if nothing sounds there and it only continues the tempo. */
    confidence: share,
  })
  .readonly();
export type MusicBeat = z.infer<typeof musicBeatSchema>;

/** A part of the music with one tempo. */
export const musicSectionSchema = z
  .object({ startMs: ms, endMs: ms, bpm: z.number().positive() })
  .readonly();
export type MusicSection = z.infer<typeof musicSectionSchema>;

export const musicMeterSchema = z.union([z.literal(3), z.literal(4)]);

/** Facts about the music that the user gave instead of the analysis. */
export const musicGivenSchema = z
  .object({
    bpm: z.number().positive().exactOptional(),
    meter: musicMeterSchema.exactOptional(),
    /** Time of a "one". */
    oneMs: ms.exactOptional(),
  })
  .readonly();
export type MusicGiven = z.infer<typeof musicGivenSchema>;

const musicWithBeatSchema = z
  .object({
    heard: z.literal('beat'),
    /** Tempo of the longest section. */
    bpm: z.number().positive(),
    /** Beats of a bar. */
    meter: musicMeterSchema,
    /** Length of a group of counts. */
    counts: z.union([z.literal(3), z.literal(4), z.literal(6), z.literal(8)]),
    /** Other tempos in BPM at which the music may be felt, such as half or twice `bpm`. */
    alternatives: z.array(z.number().positive()).readonly(),
    /** In order; one if the tempo is steady. */
    sections: z.array(musicSectionSchema).readonly(),
    given: musicGivenSchema,
    /** In order, from the start to the end of the music. */
    beats: z.array(musicBeatSchema).readonly(),
    /** Confidence in tempo and beats. */
    confidence: confidenceSchema,
    /** Similarity of the music to itself one and two beats and whole bars later. */
    clarity: share,
    /** Confidence in which beat is the "one". */
    countConfidence: confidenceSchema,
  })
  .readonly();
export type MusicWithBeat = z.infer<typeof musicWithBeatSchema>;

/** Result of the music analysis. Times are on the time axis of the analysed part. */
export const musicSchema = z.discriminatedUnion('heard', [
  musicWithBeatSchema,
  z
    .object({
      heard: z.enum(['no-sound', 'silence', 'no-beat']),
      reason: sentenceSchema,
    })
    .readonly(),
]);
export type Music = z.infer<typeof musicSchema>;

/** A motion beat: a moment at which the movement comes to rest before it goes on. */
export const motionBeatSchema = z
  .object({
    timeMs: ms,
    /** Drop of the speed below the surrounding peaks, in S/s. */
    depth: z.number(),
  })
  .readonly();
export type MotionBeat = z.infer<typeof motionBeatSchema>;

const phraseShape = {
  startMs: ms,
  endMs: ms,
  /** Frames of the phrase: from `from` up to but not including `to`. */
  span: z.object({ from: count, to: count }).readonly(),
  /** Number of counts: 8, or 6 in bars of three, or fewer at the start or end of music or clip; null for phrases cut by time. */
  counts: z.int().positive().nullable(),
};
export const phraseSchema = z.object(phraseShape).readonly();
export type Phrase = z.infer<typeof phraseSchema>;

export const phraseReportSchema = z
  .object({ ...phraseShape, metrics: z.array(metricSchema).readonly() })
  .readonly();

/** Method of cutting the clip into phrases: by eights or sixes of the music or, with a reason, by time. */
export const phrasingSchema = z.discriminatedUnion('by', [
  z
    .object({
      by: z.literal('counts'),
      /** Confidence in where the eights begin. */
      confidence: confidenceSchema,
    })
    .readonly(),
  z
    .object({
      by: z.literal('time'),
      /** The reason for cutting by time. */
      reason: sentenceSchema,
    })
    .readonly(),
]);
export type Phrasing = z.infer<typeof phrasingSchema>;

/** Corrections of the engine's landmarks before the measurement. */
export const repairsSchema = z
  .object({
    frames: count,
    framesWithoutDancer: count,
    /** Detections in single frames that are not a person, and of people who are not the dancer. */
    falsePeople: count,
    otherPeople: count,
    /** Number of corrected swaps of left and right, and of the frames with such a swap. */
    sideSwaps: count,
    sideSwapFrames: count,
    /** Landmarks in single frames that were rejected as jumps, and because of an impossible bone length. */
    outliers: count,
    impossibleBones: count,
    /** Landmarks in all frames: interpolated over gaps of up to a quarter of a second, and missing in longer gaps. */
    bridged: count,
    leftOpen: count,
  })
  .readonly();
export type Repairs = z.infer<typeof repairsSchema>;

/** Orientation of the dancer to the camera; numbers are shares of the frames, and the rest is in between. */
export const viewSchema = z
  .object({
    /** Facing the camera or with the back to it. */
    frontal: share,
    side: share,
    /** Side from which the camera mostly sees the dancer; null if nobody was found, and in reports of schema 1. */
    from: z.enum(cameraSides).nullable(),
  })
  .readonly();
export type View = z.infer<typeof viewSchema>;

/**
 * `report.json`: the movement of a clip. Values per frame are in `timeseries.csv`. Stored reports may have an earlier
 * schema: `readReport` reads them all.
 */
export const reportSchema = z.object({
  schemaVersion: z.literal(2),
  source: trackSourceSchema,
  engine: z.string(),
  model: z.string(),
  options: analysisOptionsSchema,
  /** A few sentences for the dancer, the most important first. */
  summary: z.array(summarySentenceSchema).readonly(),
  /** Places in the clip to look at, in order. */
  moments: z.array(momentSchema).readonly(),
  music: musicSchema,
  motionBeats: z.array(motionBeatSchema).readonly(),
  view: viewSchema,
  repairs: repairsSchema,
  /** Metrics of the whole clip. */
  metrics: z.array(metricSchema).readonly(),
  phrasing: phrasingSchema,
  phrases: z.array(phraseReportSchema).readonly(),
  /** Sentences to print with the results. */
  cautions: z.array(sentenceSchema).readonly(),
});
export type Report = z.infer<typeof reportSchema>;
export type PhraseReport = z.infer<typeof phraseReportSchema>;
