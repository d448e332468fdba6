import { type JobRecord, jobDocumentSchema } from '@dance-pose/contracts';
import type { Reply } from '../http/endpoint.ts';
import type { Operation } from '../http/operation.ts';
import { type DocumentCall, toJobDocument } from './job-document.ts';

/** What the API description says of {@link acceptedJob}. */
export const acceptedResponses: Operation['responses'] = {
  202: {
    description: 'The job is queued.',
    headers: { Location: 'URL of the job.' },
    schema: jobDocumentSchema,
  },
};

/** The answer to whoever has asked for a job. */
export async function acceptedJob(call: DocumentCall, record: JobRecord): Promise<Reply> {
  return {
    status: 202,
    headers: { Location: `/v1/jobs/${record.id}`, 'Cache-Control': 'no-store' },
    body: await toJobDocument(call, record),
  };
}
