import { z } from 'zod';
import { jobIdSchema } from './ids.ts';
import { jobDocumentSchema, jobStateSchema } from './job.ts';
import { type JobOptions, jobOptionsSchema } from './job-options.ts';

/** Query of `GET /v1/jobs`. */
export const jobListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** `nextCursor` of an earlier page. */
  cursor: z.string().max(200).optional(),
  state: jobStateSchema.optional(),
});

/** Newest first. */
export const jobListSchema = z.object({
  jobs: z.array(jobDocumentSchema),
  /** Cursor of the next page; null on the last page. */
  nextCursor: z.string().nullable(),
});
export type JobList = z.infer<typeof jobListSchema>;

/** Body of `POST /v1/uploads`: announces a file that the client sends directly to the store. */
export const newUploadSchema = z.strictObject({
  filename: z.string().min(1).max(1000),
  sizeBytes: z.int().positive(),
});

/** Upload of an announced file: `PUT` it as the body, or `POST` a form with `fields` first and then `file`. */
export const uploadTicketSchema = z.object({
  /** Also the id of the job that is created from it. */
  uploadId: jobIdSchema,
  upload: z.discriminatedUnion('method', [
    z.object({
      method: z.literal('PUT'),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
    z.object({
      method: z.literal('POST'),
      url: z.string(),
      fields: z.record(z.string(), z.string()),
    }),
  ]),
  /** Time by which the upload must begin. */
  expiresAt: z.iso.datetime(),
});
export type UploadTicket = z.infer<typeof uploadTicketSchema>;

/** JSON body of `POST /v1/jobs`: creates a job for an announced file. */
export const uploadedJobSchema = z.strictObject({
  uploadId: jobIdSchema,
  options: jobOptionsSchema.prefault({}),
});

/** Fields that may be missing from complete options. */
type Unset = z.ZodOptional | z.ZodExactOptional;

/** Value of a changed option: null unsets it, if it may be missing. */
type Changed<Field extends z.ZodType> = Field extends Unset
  ? z.output<ReturnType<Field['unwrap']>> | null
  : z.output<Field>;

/** The same options, all optional and without defaults; null for options that may be missing. */
function changesTo<Shape extends Record<string, z.ZodType>>(options: z.ZodObject<Shape>) {
  const fields = Object.entries(options.shape).map(([name, field]) => [
    name,
    changed(field).exactOptional(),
  ]);
  type Fields = { [Name in keyof Shape]: z.ZodExactOptional<z.ZodType<Changed<Shape[Name]>>> };
  return z.strictObject(Object.fromEntries(fields) as Fields);
}

function changed(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodDefault) return field.unwrap() as z.ZodType;
  const isUnset = field instanceof z.ZodOptional || field instanceof z.ZodExactOptional;
  return isUnset ? z.nullable(field.unwrap()) : field;
}

const { analysis, encode, music, overlay, smoothing } = jobOptionsSchema.shape;

/** Body of `POST /v1/jobs/:id/reanalyse`. */
export const reanalyseSchema = z.strictObject({
  analysis: changesTo(analysis.unwrap()).exactOptional(),
  music: changesTo(music.unwrap()).exactOptional(),
});

/** Body of `POST /v1/jobs/:id/rerender`. */
export const rerenderSchema = reanalyseSchema.extend({
  smoothing: smoothing.unwrap().exactOptional(),
  overlay: changesTo(overlay.unwrap()).exactOptional(),
  encode: changesTo(encode.unwrap()).exactOptional(),
});
export type OptionChanges = z.infer<typeof rerenderSchema>;
/** Changes of what is known about the music; null means that the analysis finds it. */
export type MusicChanges = NonNullable<OptionChanges['music']>;

/** Options of a re-run: those of the earlier job with changes. */
export function withChanges(options: JobOptions, changes: OptionChanges): JobOptions {
  return jobOptionsSchema.parse({
    ...options,
    ...changes,
    analysis: { ...options.analysis, ...changes.analysis },
    music: withoutNulls({ ...options.music, ...changes.music }),
    overlay: { ...options.overlay, ...changes.overlay },
    encode: withoutNulls({ ...options.encode, ...changes.encode }),
  });
}

const withoutNulls = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** Response of `POST /upload` for legacy clients. */
export const legacyUploadSchema = z.object({
  /** Name for `/preview/…` and `/download/…`. */
  output: z.string(),
  jobId: jobIdSchema,
  statusUrl: z.string(),
});
export type LegacyUpload = z.infer<typeof legacyUploadSchema>;

/** The identity of a signed-in page. */
export const sessionSchema = z.object({
  /** Name of the API key, or `anonymous` if the service needs no keys. */
  owner: z.string(),
  keysNeeded: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const healthSchema = z.object({ status: z.literal('ok') });

/** Readiness to serve requests, with the result of each check. */
export const readinessSchema = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
});
export type Readiness = z.infer<typeof readinessSchema>;
