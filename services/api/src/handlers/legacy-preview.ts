import type { Endpoint } from '../http/endpoint.ts';
import { redirectToLegacyFile } from '../jobs/legacy-file.ts';

export const legacyPreview: Endpoint = {
  operation: {
    operationId: 'legacyPreview',
    tag: 'Legacy clients',
    summary: 'Show the annotated file',
    description: 'Plays in a browser. `file` is the `output` of `POST /upload`.',
    responses: {
      302: { description: 'The file exists.', headers: { Location: 'A new presigned URL.' } },
    },
    errors: ['not-found', 'job-not-finished', 'queue-unavailable', 'store-unavailable'],
  },
  handle: (call) => redirectToLegacyFile(call, 'inline'),
};
