import { healthSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';

export const livez: Endpoint = {
  operation: {
    operationId: 'livez',
    tag: 'Service',
    summary: 'Whether this process is alive',
    description: 'Looks at nothing else: a restart of this process would not bring back Redis.',
    open: true,
    responses: { 200: { description: 'It is.', schema: healthSchema } },
  },
  handle: () => ({ status: 200, headers: { 'Cache-Control': 'no-store' }, body: { status: 'ok' } }),
};
