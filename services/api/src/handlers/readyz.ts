import { type Readiness, readinessSchema, UserError } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';

/** A dependency that answers later is as good as gone to whoever asks. */
const patienceMs = 2000;

export const readyz: Endpoint = {
  operation: {
    operationId: 'readyz',
    tag: 'Service',
    summary: 'Whether requests can be served',
    description:
      'Checks what this process needs: queue and store. FFmpeg and the pose model are the workers’ and are checked there; without a worker jobs are still taken, and wait.',
    open: true,
    responses: {
      200: { description: 'They can.', schema: readinessSchema },
      503: { description: 'They cannot; the failed checks say why.', schema: readinessSchema },
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
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new UserError('internal', `no answer within ${patienceMs} ms`));
  }, patienceMs);
  try {
    await Promise.race([ping, late.promise]);
    return { name, ok: true };
  } catch (error) {
    // Only words that are meant for users leave the process.
    const detail = error instanceof UserError ? error.message : 'failed';
    return { name, ok: false, detail };
  } finally {
    clearTimeout(timer);
  }
}
