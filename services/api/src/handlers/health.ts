import { healthSchema } from '@dance-pose/contracts';
import type { Endpoint, Reply } from '../http/endpoint.ts';

const alive: Reply = {
  status: 200,
  headers: { 'Cache-Control': 'no-store' },
  body: { status: 'ok' },
};

export const health: Endpoint = {
  operation: {
    operationId: 'health',
    tag: 'Legacy clients',
    summary: 'Whether the server answers',
    open: true,
    responses: { 200: { description: 'It does.', schema: healthSchema } },
  },
  handle: () => alive,
};
