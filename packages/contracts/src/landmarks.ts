import { z } from 'zod';

/**
 * The 33 BlazePose landmarks in MediaPipe's order; a landmark's index is its place in this list.
 * Odd ids from 1 on the body (11, 13, …) are the dancer's left side.
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

/** The id (0–32) of a landmark by its name. */
export const landmarkId = Object.fromEntries(landmarkNames.map((name, id) => [name, id])) as Record<
  LandmarkName,
  number
>;

export const landmarkCount = landmarkNames.length;

const finite = z.number();

/**
 * `[x, y, z, visibility, presence]`: x and y in `[0,1]` of the upright frame (may lie outside when the
 * joint does), z in the same scale as x with smaller values nearer to the camera, visibility and
 * presence in `[0,1]`.
 */
export const landmarkSchema = z.tuple([finite, finite, finite, finite, finite]);
export type Landmark = z.infer<typeof landmarkSchema>;

/** `[x, y, z]` in metres, origin midway between the hips of the same frame, y downwards. */
export const worldLandmarkSchema = z.tuple([finite, finite, finite]);
export type WorldLandmark = z.infer<typeof worldLandmarkSchema>;

export const personSchema = z.object({
  /** Stays with a person over the frames of a clip. */
  id: z.int().nonnegative(),
  landmarks: z.array(landmarkSchema).length(landmarkCount),
  world: z.array(worldLandmarkSchema).length(landmarkCount),
});
export type Person = z.infer<typeof personSchema>;

export const poseFrameSchema = z.object({
  index: z.int().nonnegative(),
  /** Presentation time from the start of the analysed part, in milliseconds. */
  timeMs: z.number().nonnegative(),
  people: z.array(personSchema),
});
export type PoseFrame = z.infer<typeof poseFrameSchema>;

/** The frames that were analysed: upright, square pixels, one constant rate. */
export const trackSourceSchema = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive(),
  frameCount: z.int().nonnegative(),
  durationMs: z.number().nonnegative(),
});
export type TrackSource = z.infer<typeof trackSourceSchema>;

/** `landmarks.json`: the hub between tracking and everything that comes after; the engine's own values. */
export const landmarksFileSchema = z.object({
  schemaVersion: z.literal(1),
  source: trackSourceSchema,
  model: z.string(),
  engine: z.string(),
  /**
   * Number of the first frame of each run that was tracked by itself: parts of a clip are tracked at the same time,
   * and nearly always end where the next one begins, to the pixel; then they are one run. Missing in files of before
   * 2026-11-22, whose clips were one run.
   */
  segments: z.array(z.int().nonnegative()).exactOptional(),
  landmarkNames: z.array(z.string()).length(landmarkCount),
  frames: z.array(poseFrameSchema),
});
export type LandmarksFile = z.infer<typeof landmarksFileSchema>;

/** What tracking found of a clip: {@link LandmarksFile} without what is the same in every file. */
export interface TrackedClip
  extends Pick<LandmarksFile, 'source' | 'model' | 'engine' | 'segments'> {
  /** One a picture, in order. */
  readonly frames: readonly PoseFrame[];
}
