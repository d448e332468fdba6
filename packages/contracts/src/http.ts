import { z } from 'zod';
import { jobIdSchema } from './ids.ts';
import { jobDocumentSchema, jobStateSchema } from './job.ts';
import { jobOptionsSchema } from './job-options.ts';

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
  /** Asks for the next page; null on the last one. */
  nextCursor: z.string().nullable(),
});
export type JobList = z.infer<typeof jobListSchema>;

/** Body of `POST /v1/uploads`: announces a file that goes straight to the store. */
export const newUploadSchema = z.strictObject({
  filename: z.string().min(1).max(1000),
  sizeBytes: z.int().positive(),
});

/** How to send an announced file: `PUT` it as the body, or `POST` a form with `fields` first and then `file`. */
export const uploadTicketSchema = z.object({
  /** Also the id of the job that will be made of it. */
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
  /** Until when the upload must have begun. */
  expiresAt: z.iso.datetime(),
});
export type UploadTicket = z.infer<typeof uploadTicketSchema>;

/** JSON body of `POST /v1/jobs`: makes a job of an announced file. */
export const uploadedJobSchema = z.strictObject({
  uploadId: jobIdSchema,
  options: jobOptionsSchema.prefault({}),
});

/** What the seed's `POST /upload` answers. */
export const seedAnswerSchema = z.object({
  /** Name for `/preview/…` and `/download/…`. */
  output: z.string(),
  jobId: jobIdSchema,
  statusUrl: z.string(),
});
export type SeedAnswer = z.infer<typeof seedAnswerSchema>;

export const healthSchema = z.object({ status: z.literal('ok') });

/** Whether requests can be served now, and if not, what is missing. */
export const readinessSchema = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
});
export type Readiness = z.infer<typeof readinessSchema>;
