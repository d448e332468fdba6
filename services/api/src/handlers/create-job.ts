import { uploadedJobSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { acceptedJob, acceptedResponses } from '../jobs/accepted-job.ts';
import { submitErrors, submitJob } from '../jobs/submit-job.ts';
import { idempotencyHeader } from '../openapi/headers.ts';
import { formBody } from '../openapi/job-form.ts';

export const createJob: Endpoint = {
  operation: {
    operationId: 'createJob',
    tag: 'Jobs',
    summary: 'Analyse a clip or picture',
    description:
      'Send the file in a form, or name a file that was uploaded directly to the store. The job is queued; follow it with `links.self` or `links.events`.',
    headers: [idempotencyHeader],
    requestBody: {
      description: 'A form with the file, or JSON with the id of an upload.',
      content: { ...formBody.content, 'application/json': uploadedJobSchema },
    },
    responses: acceptedResponses,
    errors: submitErrors,
  },
  async handle(call) {
    return acceptedJob(call, await submitJob(call));
  },
};
