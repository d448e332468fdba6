import { jobDocumentSchema, uploadedJobSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { toJobDocument } from '../jobs/job-document.ts';
import { submitErrors, submitJob } from '../jobs/submit-job.ts';
import { idempotencyHeader } from '../openapi/headers.ts';
import { formBody } from '../openapi/job-form.ts';

export const createJob: Endpoint = {
  operation: {
    operationId: 'createJob',
    tag: 'Jobs',
    summary: 'Analyse a clip or picture',
    description:
      'Send the file as a form, or name a file that was sent straight to the store. The job waits in a queue; follow it with `links.self` or `links.events`.',
    headers: [idempotencyHeader],
    requestBody: {
      description: 'A form with the file, or JSON that names an upload.',
      content: { ...formBody.content, 'application/json': uploadedJobSchema },
    },
    responses: {
      202: {
        description: 'The job is in the queue.',
        headers: { Location: 'Address of the job.' },
        schema: jobDocumentSchema,
      },
    },
    errors: submitErrors,
  },
  async handle(call) {
    const record = await submitJob(call);
    return {
      status: 202,
      headers: { Location: `/v1/jobs/${record.id}`, 'Cache-Control': 'no-store' },
      body: await toJobDocument(call, record),
    };
  },
};
