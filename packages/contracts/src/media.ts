import { z } from 'zod';

/** What the input file was found to be, after rotation and with square pixels. */
export const mediaInfoSchema = z.object({
  fileName: z.string(),
  kind: z.enum(['video', 'image']),
  sizeBytes: z.int().nonnegative(),
  /** FFmpeg's name of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  container: z.string(),
  videoCodec: z.string(),
  pixelFormat: z.string(),
  /** Upright, square-pixel size in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Clockwise degrees that the file asks players to turn the picture: 0, 90, 180 or 270. */
  rotation: z.int(),
  /** Sample (pixel) aspect ratio as stored; 1 is square. */
  sampleAspectRatio: z.number().positive(),
  /** The constant rate at which the clip is analysed and rendered. */
  fps: z.number().positive(),
  /** Frames expected at that rate. */
  frameCount: z.int().positive(),
  durationMs: z.number().nonnegative(),
  variableFrameRate: z.boolean(),
  hdr: z.boolean(),
  audio: z
    .object({
      codec: z.string(),
      channels: z.int(),
      sampleRateHz: z.int(),
      durationMs: z.number().optional(),
    })
    .nullable(),
});
export type MediaInfo = z.infer<typeof mediaInfoSchema>;

/** Bounds that a file must keep: what it claims to be is checked before anything is decoded. */
export interface MediaLimits {
  readonly maxBytes: number;
  readonly maxDurationMs: number;
  /** Width × height of the stored picture. */
  readonly maxPixels: number;
  readonly maxFrames: number;
  /** Of each process that works on the file: memory that it can write and shares with nobody. */
  readonly maxMemoryBytes: number;
  /** Of each process that works on the file: processor time of all its threads together. */
  readonly maxCpuSeconds: number;
}

export const defaultMediaLimits: MediaLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxDurationMs: 15 * 60_000,
  maxPixels: 4096 * 2304,
  maxFrames: 60 * 15 * 60,
  // Encoding 4096×2304 in 10 bits with a slow preset takes 3.5 GB on two processors, and more on more.
  maxMemoryBytes: 6 * 1024 ** 3,
  // Four processors for an hour, the longest that a job takes by default.
  maxCpuSeconds: 4 * 3600,
};
