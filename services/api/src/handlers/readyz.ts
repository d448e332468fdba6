import { type Readiness, readinessSchema, UserError } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';

/** A dependency that takes longer counts as unavailable. */
const timeoutMs = 2000;

export const readyz: Endpoint = {
  operation: {
    operationId: 'readyz',
    tag: 'Service',
    summary: 'Check that requests can be served',
    description:
      'Checks the dependencies of this process: queue and store. Workers check FFmpeg and the pose models; without a worker, jobs are accepted and stay queued.',
    open: true,
    responses: {
      200: { description: 'All checks pass.', schema: readinessSchema },
      503: { description: 'A check failed; `checks` says which.', schema: readinessSchema },
    },
  },
  async handle({ queue, store }) {
    const checks = await Promise.all([check('queue', queue.ping()), check('store', store.ping())]);
    const ok = checks.every((result) => result.ok);
    const body: Readiness = { status: ok ? 'ok' : 'unavailable', checks };
    return { status: ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' }, body };
  },
};

async function check(name: string, ping: Promise<void>): Promise<Readiness['checks'][number]> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    timeout.reject(new UserError('internal', `no response within ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    await Promise.race([ping, timeout.promise]);
    return { name, ok: true };
  } catch (error) {
    // Other messages are internal.
    const detail = error instanceof UserError ? error.message : 'failed';
    return { name, ok: false, detail };
  } finally {
    clearTimeout(timer);
  }
}
