import { isEnded, type JobRecord, jobDocumentSchema, UserError } from '@dance-pose/contracts';
import { audited } from '../access/audit.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { type FindCall, findJob, unknownJob } from '../jobs/find-job.ts';
import { toJobDocument } from '../jobs/job-document.ts';

export const cancelJob: Endpoint = {
  operation: {
    operationId: 'cancelJob',
    tag: 'Jobs',
    summary: 'Stop a job',
    description:
      'A waiting job is cancelled at once, a running one within two seconds: the answer may still say `active`.',
    responses: { 200: { description: 'The job, stopping or stopped.', schema: jobDocumentSchema } },
    errors: ['not-found', 'job-already-finished', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const stopped = await audited(call, 'cancel', () => cancel(call));
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      body: await toJobDocument(call, stopped),
    };
  },
};

async function cancel(call: FindCall & Pick<Call, 'request'>): Promise<JobRecord> {
  const { record } = await findJob(call, call.request.params.id as string);
  if (isEnded(record.state)) throw alreadyEnded(record);
  const stopped = await call.queue.requestCancel(record.id);
  if (stopped === undefined) throw unknownJob(record.id);
  if (stopped.state === 'completed' || stopped.state === 'failed') throw alreadyEnded(stopped);
  return stopped;
}

function alreadyEnded({ id, state }: JobRecord): UserError {
  return new UserError(
    'job-already-finished',
    `Job ${id} is ${state}, there is nothing to cancel. DELETE removes it with its files.`,
  );
}
