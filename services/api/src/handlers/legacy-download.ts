import type { Endpoint } from '../http/endpoint.ts';
import { redirectToLegacyFile } from '../jobs/legacy-file.ts';

export const legacyDownload: Endpoint = {
  operation: {
    operationId: 'legacyDownload',
    tag: 'Legacy clients',
    summary: 'Download the annotated file',
    description: '`file` is the `output` of `POST /upload`.',
    responses: {
      302: { description: 'The file exists.', headers: { Location: 'A new presigned URL.' } },
    },
    errors: ['not-found', 'job-not-finished', 'queue-unavailable', 'store-unavailable'],
  },
  handle: (call) => redirectToLegacyFile(call, 'attachment'),
};
