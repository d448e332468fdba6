import { healthSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';

export const livez: Endpoint = {
  operation: {
    operationId: 'livez',
    tag: 'Service',
    summary: 'Check that the process is alive',
    description: 'Checks no dependencies: a restart of this process would not repair them.',
    open: true,
    responses: { 200: { description: 'It is alive.', schema: healthSchema } },
  },
  handle: () => ({ status: 200, headers: { 'Cache-Control': 'no-store' }, body: { status: 'ok' } }),
};
