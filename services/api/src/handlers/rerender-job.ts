import { rerenderSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { acceptedJob, acceptedResponses } from '../jobs/accepted-job.ts';
import { submitAgain, submitAgainErrors } from '../jobs/submit-again.ts';
import { idempotencyHeader } from '../openapi/headers.ts';

export const rerenderJob: Endpoint = {
  operation: {
    operationId: 'rerenderJob',
    tag: 'Jobs',
    summary: 'Rerender a completed job with other options',
    description:
      'Makes a new job that measures the landmarks of a completed one and renders its video with other options. The clip is not tracked again, but the uploaded file must not have expired; it is kept for some days after the job has ended. The jobs are independent: deleting one doesn’t affect the other.',
    headers: [idempotencyHeader],
    requestBody: {
      description:
        'Options to change; options that you don’t send are inherited. Null unsets an option that has no default.',
      content: { 'application/json': rerenderSchema },
    },
    responses: acceptedResponses,
    errors: submitAgainErrors,
  },
  handle: async (call) => acceptedJob(call, await submitAgain(call, 'rendering')),
};
