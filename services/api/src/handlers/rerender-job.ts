import { rerenderSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { acceptedJob, acceptedResponses } from '../jobs/accepted-job.ts';
import { submitAgain, submitAgainErrors } from '../jobs/submit-again.ts';
import { idempotencyHeader } from '../openapi/headers.ts';

export const rerenderJob: Endpoint = {
  operation: {
    operationId: 'rerenderJob',
    tag: 'Jobs',
    summary: 'Draw the annotated video again, with other options',
    description:
      'Makes a new job of a completed one: its landmarks are measured and drawn again, without looking for the dancer. The file that was sent must still be kept, which it is for some days after the job has ended. The two jobs have nothing to do with each other from then on.',
    headers: [idempotencyHeader],
    requestBody: {
      description: 'What to change; everything else stays as it was in the completed job.',
      content: { 'application/json': rerenderSchema },
    },
    responses: acceptedResponses,
    errors: [...submitAgainErrors, 'input-missing'],
  },
  handle: async (call) => acceptedJob(call, await submitAgain(call, 'rendering')),
};
