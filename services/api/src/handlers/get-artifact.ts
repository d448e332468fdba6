import { parseUserInput } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { linkQuerySchema, redirectToArtifact } from '../jobs/redirect-to-artifact.ts';

export const getArtifact: Endpoint = {
  operation: {
    operationId: 'getArtifact',
    tag: 'Jobs',
    summary: 'Get an artifact',
    description: 'Redirects to a presigned URL that expires; the URL of this request is permanent.',
    query: linkQuerySchema,
    responses: {
      302: { description: 'The file exists.', headers: { Location: 'A new presigned URL.' } },
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
    const { disposition } = parseUserInput(linkQuerySchema, { ...call.request.query });
    const { record } = await findJob(call, id);
    return redirectToArtifact(
      call,
      record,
      ({ artifacts }) => artifacts.find((artifact) => artifact.name === name),
      disposition,
    );
  },
};
