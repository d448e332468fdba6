import { z } from 'zod';

/** Properties of the input file, after rotation and with square pixels. */
export const mediaInfoSchema = z.object({
  fileName: z.string(),
  kind: z.enum(['video', 'image']),
  sizeBytes: z.int().nonnegative(),
  /** FFmpeg's name of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  container: z.string(),
  videoCodec: z.string(),
  pixelFormat: z.string(),
  /** Upright size in square pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Clockwise rotation in degrees that the file asks for: 0, 90, 180 or 270. */
  rotation: z.int(),
  /** Sample (pixel) aspect ratio as stored; 1 is square. */
  sampleAspectRatio: z.number().positive(),
  /** Constant rate at which the clip is analysed and rendered. */
  fps: z.number().positive(),
  /** Expected number of frames at that rate. */
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

/** Limits for input files, checked against their headers before anything is decoded. */
export interface MediaLimits {
  readonly maxBytes: number;
  readonly maxDurationMs: number;
  /** Width × height of the stored picture. */
  readonly maxPixels: number;
  readonly maxFrames: number;
  /** Private writable memory of each process that reads the file. */
  readonly maxMemoryBytes: number;
  /** CPU time of all threads of each process that reads the file. */
  readonly maxCpuSeconds: number;
}

export const defaultMediaLimits: MediaLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxDurationMs: 15 * 60_000,
  maxPixels: 4096 * 2304,
  maxFrames: 60 * 15 * 60,
  // Encoding 4096×2304 in 10 bits with a slow preset takes 3.5 GB on two processors, and more with more processors.
  maxMemoryBytes: 6 * 1024 ** 3,
  // Four processors for an hour, the default time limit of a job.
  maxCpuSeconds: 4 * 3600,
};
