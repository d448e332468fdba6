import {
  isEnded,
  type JobRecord,
  jobDocumentSchema,
  objectKeys,
  UserError,
} from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';
import { audited } from '../access/audit.ts';
import { type JobSlotCall, takeJobSlot } from '../access/slot-limits.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { type FindCall, findJob, unknownJob } from '../jobs/find-job.ts';
import { toJobDocument } from '../jobs/job-document.ts';

export const retryJob: Endpoint = {
  operation: {
    operationId: 'retryJob',
    tag: 'Jobs',
    summary: 'Retry a failed or cancelled job',
    description:
      'The job goes to the end of the queue with the same options and a new set of attempts; its file must not have expired. For completed jobs, see reanalyse and rerender.',
    responses: {
      202: { description: 'The job is queued again.', schema: jobDocumentSchema },
    },
    errors: [
      'not-found',
      'job-not-finished',
      'job-already-finished',
      'input-missing',
      'too-many-requests',
      'queue-unavailable',
      'store-unavailable',
    ],
  },
  async handle(call) {
    const record = await audited(call, 'submit', () => retry(call));
    return {
      status: 202,
      headers: { 'Cache-Control': 'no-store' },
      body: await toJobDocument(call, record),
    };
  },
};

async function retry(call: FindCall & JobSlotCall & Pick<Call, 'request'>): Promise<JobRecord> {
  const { record, knownBy } = await findJob(call, call.request.params.id as string);
  const { queue, store } = call;
  refuseUnlessRetryable(record);
  await requireInput(store, record);
  if (knownBy === 'store') throw missingInQueue(record);
  await takeJobSlot(call, record.id);
  // The stored record replaces the queue's while Redis is unavailable. If the next step fails, the janitor restores it.
  await store.deletePrefix(objectKeys.record(record.id));
  const queued = await queue.retry(record.id);
  if (queued === undefined) throw unknownJob(record.id);
  return queued;
}

function refuseUnlessRetryable({ id, state }: JobRecord): void {
  if (!isEnded(state)) {
    throw new UserError(
      'job-not-finished',
      `Job ${id} is ${state}. Only failed or cancelled jobs can be retried.`,
    );
  }
  if (state === 'completed') {
    throw new UserError(
      'job-already-finished',
      `Job ${id} is completed and needs no retry. POST /v1/jobs/${id}/reanalyse or /rerender makes a new job from it with other options.`,
    );
  }
}

async function requireInput(store: ObjectStore, { id, source }: JobRecord): Promise<void> {
  const { basedOn } = source;
  // A job that has not completed keeps no artifacts, so the ones that it inherited are gone.
  if (basedOn !== undefined) {
    const path = { reanalysis: 'reanalyse', rendering: 'rerender' }[basedOn.how];
    throw new UserError(
      'input-missing',
      `The data that job ${id} inherited from job ${basedOn.jobId} has expired. POST /v1/jobs/${basedOn.jobId}/${path} makes a new job.`,
    );
  }
  if ((await store.head(objectKeys.input(id))) !== undefined) return;
  throw new UserError('input-missing', `The file of job ${id} has expired. Upload it again.`);
}

/** The queue is unavailable or has lost its data; the janitor then restores it from the store. */
const missingInQueue = ({ id }: JobRecord): UserError =>
  new UserError(
    'queue-unavailable',
    `The queue has no record of job ${id} at the moment. It is restored within 15 minutes; try again then, or upload the file again.`,
  );
