import { parseUserInput } from '@dance-pose/contracts';
import { z } from 'zod';
import type { Endpoint } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { redirectToArtifact } from '../jobs/redirect-to-artifact.ts';

const querySchema = z.strictObject({
  /** `inline` plays in the page, `attachment` saves to disk. */
  disposition: z.enum(['inline', 'attachment']).default('inline'),
});

export const getArtifact: Endpoint = {
  operation: {
    operationId: 'getArtifact',
    tag: 'Jobs',
    summary: 'One file of a result',
    description: 'Redirects to a link that is good for a while; this address itself stays.',
    query: querySchema,
    responses: {
      302: { description: 'The file is there.', headers: { Location: 'A freshly signed link.' } },
    },
    errors: [
      'invalid-request',
      'not-found',
      'job-not-finished',
      'queue-unavailable',
      'store-unavailable',
    ],
  },
  async handle(call) {
    const { id, name } = call.request.params as { id: string; name: string };
    const { disposition } = parseUserInput(querySchema, { ...call.request.query });
    const { record } = await findJob(call, id);
    return redirectToArtifact(
      call,
      record,
      ({ artifacts }) => artifacts.find((artifact) => artifact.name === name),
      disposition,
    );
  },
};
