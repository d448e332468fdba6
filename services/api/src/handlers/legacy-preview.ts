import type { Endpoint } from '../http/endpoint.ts';
import { redirectToLegacyFile } from '../jobs/legacy-file.ts';

export const legacyPreview: Endpoint = {
  operation: {
    operationId: 'seedPreview',
    tag: 'Legacy clients',
    summary: 'The annotated file, to be shown',
    description: 'Plays in the browser. `file` is the `output` of `POST /upload`.',
    responses: {
      302: { description: 'The file is there.', headers: { Location: 'A freshly signed link.' } },
    },
    errors: ['not-found', 'job-not-finished', 'queue-unavailable', 'store-unavailable'],
  },
  handle: (call) => redirectToLegacyFile(call, 'inline'),
};
