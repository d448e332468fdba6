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
    summary: 'Try a failed or cancelled job again',
    description:
      'The job goes to the end of the queue as it was, with all its tries; its file must still be kept. What has completed needs no other try: see reanalyse and rerender.',
    responses: {
      202: { description: 'The job is in the queue again.', schema: jobDocumentSchema },
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
  refuseWhatNeedsNone(record);
  await requireInput(store, record);
  if (knownBy === 'store') throw forgotten(record);
  await takeJobSlot(call, record.id);
  // While Redis is away the record speaks for the job. Should we get no further, the janitor writes it again.
  await store.deletePrefix(objectKeys.record(record.id));
  const queued = await queue.retry(record.id);
  if (queued === undefined) throw unknownJob(record.id);
  return queued;
}

function refuseWhatNeedsNone({ id, state }: JobRecord): void {
  if (!isEnded(state)) {
    throw new UserError(
      'job-not-finished',
      `Job ${id} is ${state}; only one that has failed or was cancelled can be tried again.`,
    );
  }
  if (state === 'completed') {
    throw new UserError(
      'job-already-finished',
      `Job ${id} is completed, there is nothing to try again. POST /v1/jobs/${id}/reanalyse or /rerender makes a new job of it, with other options.`,
    );
  }
}

async function requireInput(store: ObjectStore, { id, source }: JobRecord): Promise<void> {
  const { basedOn } = source;
  // A job without a result keeps no artifacts, and those of the other job were what it began with.
  if (basedOn !== undefined) {
    const path = { reanalysis: 'reanalyse', rendering: 'rerender' }[basedOn.how];
    throw new UserError(
      'input-missing',
      `What job ${id} had of job ${basedOn.jobId} is not kept any longer. POST /v1/jobs/${basedOn.jobId}/${path} makes a new one.`,
    );
  }
  if ((await store.head(objectKeys.input(id))) !== undefined) return;
  throw new UserError(
    'input-missing',
    `The file of job ${id} is not kept any longer. Upload it again.`,
  );
}

/** The queue is away, or has lost its memory; then the janitor gives it back what the store knows. */
const forgotten = ({ id }: JobRecord): UserError =>
  new UserError(
    'queue-unavailable',
    `The queue knows nothing of job ${id} just now. It is told of it within a quarter of an hour; try again then, or upload the file again.`,
  );
