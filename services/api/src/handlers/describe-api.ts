import type { Endpoint } from '../http/endpoint.ts';

export const describeApi: Endpoint = {
  operation: {
    operationId: 'describeApi',
    tag: 'Service',
    summary: 'This description',
    responses: { 200: { description: 'OpenAPI 3.1.', mediaType: 'application/json' } },
  },
  handle: ({ openApi }) => ({ status: 200, body: openApi }),
};
