import { isEnded, type JobRecord, jobDocumentSchema, UserError } from '@dance-pose/contracts';
import { audited } from '../access/audit.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { type FindCall, findJob, unknownJob } from '../jobs/find-job.ts';
import { toJobDocument } from '../jobs/job-document.ts';

export const cancelJob: Endpoint = {
  operation: {
    operationId: 'cancelJob',
    tag: 'Jobs',
    summary: 'Cancel a job',
    description:
      'A queued job is cancelled at once, an active one within two seconds; its state in the response may still be `active`.',
    responses: {
      200: { description: 'The job, cancelled or about to be.', schema: jobDocumentSchema },
    },
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
    `Job ${id} is already ${state} and cannot be cancelled. DELETE removes it with its files.`,
  );
}
