import { reanalyseSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { acceptedJob, acceptedResponses } from '../jobs/accepted-job.ts';
import { submitAgain, submitAgainErrors } from '../jobs/submit-again.ts';
import { idempotencyHeader } from '../openapi/headers.ts';

export const reanalyseJob: Endpoint = {
  operation: {
    operationId: 'reanalyseJob',
    tag: 'Jobs',
    summary: 'Reanalyse a completed job with other options',
    description:
      'Makes a new job that measures the landmarks of a completed one with other options and keeps its annotated video. The clip is not tracked again, so this takes a moment. With `music` you correct tempo, metre and “one”; jobs from before `onsets.json` need their uploaded file for that, or 410 is returned. The jobs are independent: deleting one doesn’t affect the other.',
    headers: [idempotencyHeader],
    requestBody: {
      description:
        'Options to change; options that you don’t send are inherited. Null unsets an option that has no default.',
      content: { 'application/json': reanalyseSchema },
    },
    responses: acceptedResponses,
    errors: submitAgainErrors,
  },
  handle: async (call) => acceptedJob(call, await submitAgain(call, 'reanalysis')),
};
