import { z } from 'zod';
import { analysisOptionsSchema } from './analysis-options.ts';
import { angleJoints } from './body-parts.ts';
import { musicOptionsSchema } from './music/music-options.ts';

export const poseModels = ['lite', 'full', 'heavy'] as const;

/** Engines for the models; `auto` is the native engine if it works here, otherwise MediaPipe. */
export const poseEngineChoices = ['auto', 'native', 'mediapipe'] as const;
export type PoseEngineChoice = (typeof poseEngineChoices)[number];
export const overlayStyles = ['skeleton', 'skeleton-only', 'ghost'] as const;
export const overlayColours = ['orange-blue', 'magenta-green', 'yellow-violet'] as const;
export const smoothingLevels = ['off', 'light', 'strong'] as const;
export const encodePresets = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
] as const;

const confidence = z.number().min(0).max(1);

const overlaySchema = z.strictObject({
  /** `skeleton` over the picture, `skeleton-only` on black, `ghost` over the dimmed picture. */
  style: z.enum(overlayStyles).default('skeleton'),
  /** Degrees drawn at `angleJoints`. */
  showAngles: z.boolean().default(false),
  angleJoints: z.array(z.enum(angleJoints)).default(['elbow', 'shoulder', 'hip', 'knee']),
  /** Recent paths of wrists and ankles. */
  showTrails: z.boolean().default(false),
  /** A mark on every beat of the music, with its count from 1 to 8. */
  showBeats: z.boolean().default(false),
  /** The centre of mass and its vertical line to the floor. */
  showCentreOfMass: z.boolean().default(false),
  /** Colours of the dancer's left and right side. */
  colour: z.enum(overlayColours).default('orange-blue'),
});

const encodeSchema = z.strictObject({
  /** x264 preset: slower makes smaller files, not better pictures. */
  preset: z.enum(encodePresets).default('veryfast'),
  /** x264 constant rate factor: lower is better and larger. */
  crf: z.int().min(10).max(40).default(23),
  /** Maximum height of the rendered video; larger clips are scaled down. */
  maxHeight: z.int().min(144).max(4320).optional(),
});

const trimSchema = z
  .strictObject({
    startMs: z.int().nonnegative().default(0),
    endMs: z.int().positive().optional(),
  })
  .refine((trim) => trim.endMs === undefined || trim.endMs > trim.startMs, {
    message: 'endMs must be greater than startMs',
    path: ['endMs'],
  });

/** Default confidence thresholds of the engine: those of MediaPipe. */
export const defaultConfidences = {
  minDetectionConfidence: 0.5,
  minPresenceConfidence: 0.5,
  minTrackingConfidence: 0.5,
} as const;

/** Options of a job. Every field is optional; unknown fields are rejected. */
export const jobOptionsSchema = z.strictObject({
  model: z.enum(poseModels).default('full'),
  /** Zero-lag smoothing of the drawn skeleton; `landmarks.json` keeps the engine's own values. */
  smoothing: z.enum(smoothingLevels).default('light'),
  overlay: overlaySchema.prefault({}),
  minDetectionConfidence: confidence.default(defaultConfidences.minDetectionConfidence),
  minPresenceConfidence: confidence.default(defaultConfidences.minPresenceConfidence),
  minTrackingConfidence: confidence.default(defaultConfidences.minTrackingConfidence),
  analysis: analysisOptionsSchema.prefault({}),
  music: musicOptionsSchema.prefault({}),
  encode: encodeSchema.prefault({}),
  trim: trimSchema.optional(),
});

/** Options with all defaults. */
export type JobOptions = z.infer<typeof jobOptionsSchema>;
/** Options as clients send them. */
export type JobOptionsInput = z.input<typeof jobOptionsSchema>;
export type PoseModel = JobOptions['model'];
export type OverlayOptions = JobOptions['overlay'];
export type EncodeOptions = JobOptions['encode'];
export type Smoothing = JobOptions['smoothing'];
