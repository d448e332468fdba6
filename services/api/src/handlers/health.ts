import { healthSchema } from '@dance-pose/contracts';
import type { Endpoint, Reply } from '../http/endpoint.ts';

const healthReply: Reply = {
  status: 200,
  headers: { 'Cache-Control': 'no-store' },
  body: { status: 'ok' },
};

export const health: Endpoint = {
  operation: {
    operationId: 'health',
    tag: 'Legacy clients',
    summary: 'Check that the server responds',
    open: true,
    responses: { 200: { description: 'It responds.', schema: healthSchema } },
  },
  handle: () => healthReply,
};
