import { z } from 'zod';

/**
 * The 33 BlazePose landmarks in MediaPipe's order; the id of a landmark is its index in this list.
 * Odd ids from 11 on are the dancer's left side.
 * Source: MediaPipe Pose Landmarker, "Pose landmarker model" (33 body landmark locations).
 */
export const landmarkNames = [
  'nose',
  'leftEyeInner',
  'leftEye',
  'leftEyeOuter',
  'rightEyeInner',
  'rightEye',
  'rightEyeOuter',
  'leftEar',
  'rightEar',
  'mouthLeft',
  'mouthRight',
  'leftShoulder',
  'rightShoulder',
  'leftElbow',
  'rightElbow',
  'leftWrist',
  'rightWrist',
  'leftPinky',
  'rightPinky',
  'leftIndex',
  'rightIndex',
  'leftThumb',
  'rightThumb',
  'leftHip',
  'rightHip',
  'leftKnee',
  'rightKnee',
  'leftAnkle',
  'rightAnkle',
  'leftHeel',
  'rightHeel',
  'leftFootIndex',
  'rightFootIndex',
] as const;

export type LandmarkName = (typeof landmarkNames)[number];

/** Ids (0–32) of the landmarks by name. */
export const landmarkId = Object.fromEntries(landmarkNames.map((name, id) => [name, id])) as Record<
  LandmarkName,
  number
>;

export const landmarkCount = landmarkNames.length;

const finite = z.number();

/**
 * `[x, y, z, visibility, presence]`: x and y in `[0,1]` of the upright frame (outside for joints out of the
 * picture), z in the scale of x, smaller is nearer to the camera; visibility and presence in `[0,1]`.
 */
export const landmarkSchema = z.tuple([finite, finite, finite, finite, finite]);
export type Landmark = z.infer<typeof landmarkSchema>;

/** `[x, y, z]` in metres, y downwards, with the origin between the hips of the same frame. */
export const worldLandmarkSchema = z.tuple([finite, finite, finite]);
export type WorldLandmark = z.infer<typeof worldLandmarkSchema>;

export const personSchema = z.object({
  /** The same for a person in all frames of a clip. */
  id: z.int().nonnegative(),
  landmarks: z.array(landmarkSchema).length(landmarkCount),
  world: z.array(worldLandmarkSchema).length(landmarkCount),
});
export type Person = z.infer<typeof personSchema>;

export const poseFrameSchema = z.object({
  index: z.int().nonnegative(),
  /** Presentation time in milliseconds from the start of the analysed part. */
  timeMs: z.number().nonnegative(),
  people: z.array(personSchema),
});
export type PoseFrame = z.infer<typeof poseFrameSchema>;

/** The analysed frames: upright, square pixels, one constant rate. */
export const trackSourceSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive(),
  frameCount: z.int().nonnegative(),
  durationMs: z.number().nonnegative(),
});
export type TrackSource = z.infer<typeof trackSourceSchema>;

/** `landmarks.json`: the engine's own values, from which reports, overlays and exports are made. */
export const landmarksFileSchema = z.object({
  schemaVersion: z.literal(1),
  source: trackSourceSchema,
  model: z.string(),
  engine: z.string(),
  /**
   * First frame of each run. Segments of a clip are tracked in parallel; a run that ends where the next one begins,
   * to the pixel, is merged with it, so most clips have one run. Missing in files from before 2026-11-22, which have
   * one run.
   */
  segments: z.array(z.int().nonnegative()).exactOptional(),
  landmarkNames: z.array(z.string()).length(landmarkCount),
  frames: z.array(poseFrameSchema),
});
export type LandmarksFile = z.infer<typeof landmarksFileSchema>;

/** The tracked part of a {@link LandmarksFile}. */
export interface TrackedClip
  extends Pick<LandmarksFile, 'source' | 'model' | 'engine' | 'segments'> {
  /** One per frame, in order. */
  readonly frames: readonly PoseFrame[];
}
