import { reanalyseSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { acceptedJob, acceptedResponses } from '../jobs/accepted-job.ts';
import { submitAgain, submitAgainErrors } from '../jobs/submit-again.ts';
import { idempotencyHeader } from '../openapi/headers.ts';

export const reanalyseJob: Endpoint = {
  operation: {
    operationId: 'reanalyseJob',
    tag: 'Jobs',
    summary: 'Measure the movement again, with other options',
    description:
      'Makes a new job of a completed one: its landmarks are measured again, its annotated video stays as it is. Neither the file nor the dancer is looked at again, so this takes a moment. The two jobs have nothing to do with each other from then on.',
    headers: [idempotencyHeader],
    requestBody: {
      description: 'What to change; everything else stays as it was in the completed job.',
      content: { 'application/json': reanalyseSchema },
    },
    responses: acceptedResponses,
    errors: submitAgainErrors,
  },
  handle: async (call) => acceptedJob(call, await submitAgain(call, 'reanalysis')),
};
