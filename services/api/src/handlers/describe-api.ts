import type { Endpoint } from '../http/endpoint.ts';

export const describeApi: Endpoint = {
  operation: {
    operationId: 'describeApi',
    tag: 'Service',
    summary: 'This OpenAPI document',
    responses: { 200: { description: 'The OpenAPI 3.1 document.', mediaType: 'application/json' } },
  },
  handle: ({ openApi }) => ({ status: 200, body: openApi }),
};
