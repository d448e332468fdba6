import { z } from 'zod';
import { errorCodes } from './errors.ts';
import { jobIdSchema } from './ids.ts';
import { jobOptionsSchema } from './job-options.ts';
import { mediaInfoSchema } from './media.ts';
import { warningSchema } from './warnings.ts';

export const jobStates = ['queued', 'active', 'completed', 'failed', 'cancelled'] as const;
export const jobStateSchema = z.enum(jobStates);
export type JobState = z.infer<typeof jobStateSchema>;

/** True if the state is final; only a retry changes it. */
export const isEnded = (state: JobState): boolean => state !== 'queued' && state !== 'active';

export const jobStages = ['fetch', 'probe', 'track', 'analyse', 'render', 'store'] as const;
export type JobStage = (typeof jobStages)[number];

/** Progress of one stage. */
export interface StageProgress<Stage extends JobStage = JobStage> {
  readonly stage: Stage;
  /** Frames, or bytes in the stages that transfer files (`fetch`, `store`). */
  readonly done: number;
  readonly total: number;
}

export const jobProgressSchema = z.object({
  stage: z.enum(jobStages),
  /** Progress of the whole job, 0–100; it never decreases within an attempt. */
  percent: z.number().min(0).max(100),
  framesDone: z.int().nonnegative(),
  framesTotal: z.int().nonnegative(),
  /** Speed of the current stage; null while unknown. */
  framesPerSecond: z.number().nonnegative().nullable(),
  /** Seconds until the job finishes; null while unknown. */
  etaSeconds: z.number().nonnegative().nullable(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const artifactNames = [
  'annotated.mp4',
  'annotated.png',
  'preview.mp4',
  'poster.jpg',
  'thumbnails.jpg',
  'landmarks.json',
  'track.bin',
  'report.json',
  'report.html',
  'timeseries.csv',
  'onsets.json',
  'openpose.zip',
  'markers.trc',
  'angles.mot',
  'coco.json',
] as const;
export type ArtifactName = (typeof artifactNames)[number];

export const artifactMediaTypes: Readonly<Record<ArtifactName, string>> = {
  'annotated.mp4': 'video/mp4',
  'annotated.png': 'image/png',
  'preview.mp4': 'video/mp4',
  'poster.jpg': 'image/jpeg',
  'thumbnails.jpg': 'image/jpeg',
  'landmarks.json': 'application/json',
  'track.bin': 'application/octet-stream',
  'report.json': 'application/json',
  'report.html': 'text/html; charset=utf-8',
  'timeseries.csv': 'text/csv; charset=utf-8',
  'onsets.json': 'application/json',
  'openpose.zip': 'application/zip',
  'markers.trc': 'text/plain; charset=utf-8',
  'angles.mot': 'text/plain; charset=utf-8',
  'coco.json': 'application/json',
};

export const artifactSchema = z.object({
  name: z.enum(artifactNames),
  mediaType: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Artifact = z.infer<typeof artifactSchema>;

export const resultSummarySchema = z.object({
  engine: z.string(),
  model: z.string(),
  framesAnalysed: z.int().nonnegative(),
  framesWithPerson: z.int().nonnegative(),
  /** Mean visibility of the landmarks over the frames with a person; null if there are none. */
  meanVisibility: z.number().nullable(),
});
export type ResultSummary = z.infer<typeof resultSummarySchema>;

/**
 * The sheet `thumbnails.jpg`: pictures of evenly spaced frames of `annotated.mp4`, row by row from the top left. Picture
 * `i` shows the frame at `i * everyMs`; it is in column `i % columns` of row `floor(i / columns)`.
 */
export const thumbnailsSchema = z.object({
  count: z.int().positive(),
  columns: z.int().positive(),
  /** Size of one picture in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  everyMs: z.number().positive(),
});
export type Thumbnails = z.infer<typeof thumbnailsSchema>;

/**
 * Video of the dance without drawings that every browser plays: the uploaded file, which is then kept as long as the
 * result, or `preview.mp4`, which has only the analysed part.
 */
const cleanPictures = ['input', 'preview.mp4'] as const;

export const jobResultSchema = z.object({
  artifacts: z.array(artifactSchema),
  summary: resultSummarySchema,
  warnings: z.array(warningSchema),
  /** Missing for photos, and for results of releases before them. */
  thumbnails: thumbnailsSchema.exactOptional(),
  /** Likewise. */
  picture: z.enum(cleanPictures).exactOptional(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

export const jobErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  retryable: z.boolean(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export const jobSourceSchema = z.object({
  /** The user's name of the file; for display, never used as a path. */
  fileName: z.string(),
  sizeBytes: z.int().nonnegative(),
  /**
   * The job whose landmarks this re-run uses: `reanalysis` is a reanalyse, `rendering` a rerender. That job may
   * have expired.
   */
  basedOn: z
    .object({ jobId: jobIdSchema, how: z.enum(['reanalysis', 'rendering']) })
    .exactOptional(),
});
export type JobSource = z.infer<typeof jobSourceSchema>;

/** The complete record of a job, without URLs. The queue keeps it; when the job has ended, the store has it as `job.json`. */
export const jobRecordSchema = z.object({
  id: jobIdSchema,
  /** Name of the API key that the job belongs to, or `anonymous`. */
  owner: z.string(),
  state: jobStateSchema,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Number of times that a worker started the job. */
  attempts: z.int().nonnegative(),
  options: jobOptionsSchema,
  source: jobSourceSchema,
  input: mediaInfoSchema.nullable(),
  progress: jobProgressSchema.nullable(),
  result: jobResultSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;

/** The job for clients: the record with fresh presigned URLs. */
export const jobDocumentSchema = jobRecordSchema.omit({ owner: true, result: true }).extend({
  links: z.object({ self: z.string(), events: z.string() }),
  /** Time at which the job and its files expire; null if never, or before the job has ended. */
  expiresAt: z.iso.datetime().nullable(),
  result: jobResultSchema
    .omit({ artifacts: true })
    .extend({
      artifacts: z.array(artifactSchema.extend({ url: z.string() })),
      /** Shown in the page (`Content-Disposition: inline`). */
      previewUrl: z.string(),
      /** Saved to disk (`Content-Disposition: attachment`). */
      downloadUrl: z.string(),
      /** Time at which the URLs expire; get the job again for fresh ones. */
      expiresAt: z.iso.datetime(),
    })
    .nullable(),
});
export type JobDocument = z.infer<typeof jobDocumentSchema>;
