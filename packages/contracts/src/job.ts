import { z } from 'zod';
import { errorCodes } from './errors.ts';
import { jobIdSchema } from './ids.ts';
import { jobOptionsSchema } from './job-options.ts';
import { mediaInfoSchema } from './media.ts';
import { warningSchema } from './warnings.ts';

export const jobStates = ['queued', 'active', 'completed', 'failed', 'cancelled'] as const;
export const jobStateSchema = z.enum(jobStates);
export type JobState = z.infer<typeof jobStateSchema>;

/** A job in one of these states changes no more, unless somebody has it tried again. */
export const isEnded = (state: JobState): boolean => state !== 'queued' && state !== 'active';

export const jobStages = ['fetch', 'probe', 'track', 'analyse', 'render', 'store'] as const;
export type JobStage = (typeof jobStages)[number];

/** How far one stage is. */
export interface StageProgress {
  readonly stage: JobStage;
  /** Frames, or bytes in the stages that move files (`fetch`, `store`). */
  readonly done: number;
  readonly total: number;
}

export const jobProgressSchema = z.object({
  stage: z.enum(jobStages),
  /** Of the whole job, 0–100; never goes back within one attempt. */
  percent: z.number().min(0).max(100),
  framesDone: z.int().nonnegative(),
  framesTotal: z.int().nonnegative(),
  /** Of the running stage; null until it can be told. */
  framesPerSecond: z.number().nonnegative().nullable(),
  /** Seconds until the whole job is done; null until it can be told. */
  etaSeconds: z.number().nonnegative().nullable(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const artifactNames = [
  'annotated.mp4',
  'annotated.png',
  'poster.jpg',
  'landmarks.json',
  'report.json',
  'report.html',
  'timeseries.csv',
  'openpose.zip',
  'markers.trc',
  'angles.mot',
  'coco.json',
] as const;
export type ArtifactName = (typeof artifactNames)[number];

export const artifactMediaTypes: Readonly<Record<ArtifactName, string>> = {
  'annotated.mp4': 'video/mp4',
  'annotated.png': 'image/png',
  'poster.jpg': 'image/jpeg',
  'landmarks.json': 'application/json',
  'report.json': 'application/json',
  'report.html': 'text/html; charset=utf-8',
  'timeseries.csv': 'text/csv; charset=utf-8',
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
  /** Mean visibility of the landmarks over the frames with a person; null without one. */
  meanVisibility: z.number().nullable(),
});
export type ResultSummary = z.infer<typeof resultSummarySchema>;

export const jobResultSchema = z.object({
  artifacts: z.array(artifactSchema),
  summary: resultSummarySchema,
  warnings: z.array(warningSchema),
});
export type JobResult = z.infer<typeof jobResultSchema>;

export const jobErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  retryable: z.boolean(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export const jobSourceSchema = z.object({
  /** The name that the user gave the file; shown, never used as a path. */
  fileName: z.string(),
  sizeBytes: z.int().nonnegative(),
  /**
   * The job that this one goes on from, with its landmarks: `reanalysis` measures them again and keeps the
   * video, `rendering` draws them again as well. That job may be gone by now.
   */
  basedOn: z
    .object({ jobId: jobIdSchema, how: z.enum(['reanalysis', 'rendering']) })
    .exactOptional(),
});
export type JobSource = z.infer<typeof jobSourceSchema>;

/** Everything known of a job, without URLs. Kept by the queue, and as `job.json` in the store once ended. */
export const jobRecordSchema = z.object({
  id: jobIdSchema,
  /** Who may see the job: the name of an API key, or `anonymous`. */
  owner: z.string(),
  state: jobStateSchema,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** How often a worker has begun the job. */
  attempts: z.int().nonnegative(),
  options: jobOptionsSchema,
  source: jobSourceSchema,
  input: mediaInfoSchema.nullable(),
  progress: jobProgressSchema.nullable(),
  result: jobResultSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;

/** The job as a client sees it: the record plus freshly signed URLs. */
export const jobDocumentSchema = jobRecordSchema.omit({ owner: true, result: true }).extend({
  links: z.object({ self: z.string(), events: z.string() }),
  /** When the job and all its files are removed; null: never, or not known before it has ended. */
  expiresAt: z.iso.datetime().nullable(),
  result: jobResultSchema
    .omit({ artifacts: true })
    .extend({
      artifacts: z.array(artifactSchema.extend({ url: z.string() })),
      /** Plays in the page (`Content-Disposition: inline`). */
      previewUrl: z.string(),
      /** Saves to disk (`Content-Disposition: attachment`). */
      downloadUrl: z.string(),
      /** When the URLs above stop working; ask for the job again to get fresh ones. */
      expiresAt: z.iso.datetime(),
    })
    .nullable(),
});
export type JobDocument = z.infer<typeof jobDocumentSchema>;
