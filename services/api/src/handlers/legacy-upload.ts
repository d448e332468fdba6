import {
  type ErrorCode,
  fileRefusals,
  isEnded,
  type JobRecord,
  type LegacyUpload,
  legacyUploadSchema,
  UserError,
} from '@dance-pose/contracts';
import type { Endpoint, Reply } from '../http/endpoint.ts';
import { parsePrefer } from '../http/prefer.ts';
import { legacyFileName } from '../jobs/legacy-file.ts';
import { submitErrors, submitJob } from '../jobs/submit-job.ts';
import { type WaitingCall, waitForEnd } from '../jobs/wait-for-end.ts';
import { idempotencyHeader, preferAsyncHeader } from '../openapi/headers.ts';
import { formBody } from '../openapi/job-form.ts';

/** Errors that end a job; most are caused by the file. */
const jobFailures: readonly ErrorCode[] = [
  ...fileRefusals,
  'cancelled',
  'input-missing',
  'processing-timeout',
];

export const legacyUpload: Endpoint = {
  operation: {
    operationId: 'legacyUpload',
    tag: 'Legacy clients',
    summary: 'Analyse a clip and wait for the result',
    description: 'Responds when the job has ended. New clients use `POST /v1/jobs`.',
    headers: [preferAsyncHeader, idempotencyHeader],
    requestBody: formBody,
    responses: {
      200: { description: 'The annotated file is ready.', schema: legacyUploadSchema },
      202: {
        description:
          'The job continues: it takes longer than the server waits, too many of your requests are waiting, or `respond-async` was requested.',
        headers: {
          Location: 'URL of the job.',
          'Preference-Applied': '`respond-async` if it was requested.',
        },
        schema: legacyUploadSchema,
      },
    },
    errors: [...submitErrors, ...jobFailures],
  },
  async handle(call) {
    const { respondAsync } = parsePrefer(call.request.get('prefer'));
    const submitted = await submitJob(call);
    const waitMs = respondAsync ? 0 : call.uploadWaitMs;
    const record = await waitIfSlotIsFree(call, submitted, waitMs);
    if (record.error !== null) throw new UserError(record.error.code, record.error.message);
    const body = legacyAnswer(record, call.origin);
    return isEnded(record.state) ? completedReply(body) : pendingReply(body, respondAsync);
  },
};

/** The job exists already; the limit on waits is no reason to refuse it. */
async function waitIfSlotIsFree(call: WaitingCall, submitted: JobRecord, waitMs: number) {
  try {
    return await waitForEnd(call, submitted, waitMs);
  } catch (error) {
    if (error instanceof UserError && error.code === 'too-many-requests') return submitted;
    throw error;
  }
}

function completedReply(body: LegacyUpload): Reply {
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
}

function pendingReply(body: LegacyUpload, respondAsync: boolean): Reply {
  return {
    status: 202,
    headers: {
      'Cache-Control': 'no-store',
      Location: `/v1/jobs/${body.jobId}`,
      ...(respondAsync ? { 'Preference-Applied': 'respond-async' } : {}),
    },
    body,
  };
}

function legacyAnswer(record: JobRecord, origin: string): LegacyUpload {
  return {
    output: legacyFileName(record),
    jobId: record.id,
    statusUrl: `${origin}/v1/jobs/${record.id}`,
  };
}
