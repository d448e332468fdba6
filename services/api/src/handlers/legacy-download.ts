import type { Endpoint } from '../http/endpoint.ts';
import { redirectToLegacyFile } from '../jobs/legacy-file.ts';

export const legacyDownload: Endpoint = {
  operation: {
    operationId: 'seedDownload',
    tag: 'Legacy clients',
    summary: 'The annotated file, to be saved',
    description: 'Saves to disk. `file` is the `output` of `POST /upload`.',
    responses: {
      302: { description: 'The file is there.', headers: { Location: 'A freshly signed link.' } },
    },
    errors: ['not-found', 'job-not-finished', 'queue-unavailable', 'store-unavailable'],
  },
  handle: (call) => redirectToLegacyFile(call, 'attachment'),
};
