import { randomBytes } from 'node:crypto';
import {
  type ErrorCode,
  type JobId,
  type JobRecord,
  jobOptionsSchema,
  objectKeys,
  parseUserInput,
  UserError,
  uploadedJobSchema,
} from '@dance-pose/contracts';
import type { NewJob } from '@dance-pose/queue';
import type { ObjectStore } from '@dance-pose/storage';
import { audited } from '../access/audit.ts';
import { releaseJobSlot, takeJobSlot, takeUploadSlot } from '../access/slot-limits.ts';
import type { Call } from '../http/endpoint.ts';
import { type Announcement, readAnnouncement } from '../upload/announcement.ts';
import { optionsFromForm } from '../upload/form-options.ts';
import { receiveUpload } from '../upload/receive-upload.ts';
import { findJob } from './find-job.ts';
import { oncePerKey } from './idempotency.ts';
import { mayBeQueued } from './may-be-queued.ts';

export const newJobId = (): JobId => randomBytes(16).toString('hex');

/** What can go wrong when a job is made. */
export const submitErrors: readonly ErrorCode[] = [
  'invalid-request',
  'invalid-options',
  'not-found',
  'request-in-progress',
  'upload-too-large',
  'idempotency-key-reused',
  'upload-missing',
  'too-many-requests',
  'queue-unavailable',
  'store-unavailable',
];

/** Makes a job of a form with a file in it, or of JSON that names an upload. */
export async function submitJob(call: Call): Promise<JobRecord> {
  const uploaded = Boolean(call.request.is('application/json'));
  const submit = uploaded ? submitUploaded : submitForm;
  const id = await audited(call, 'submit', () => submit(call));
  return (await findJob(call, id)).record;
}

function submitForm(call: Call): Promise<JobId> {
  return oncePerKey(call, newJobId(), async (id) => {
    await call.queue.ping(); // Rather refuse now than after a gigabyte.
    call.about(id);
    await using _upload = await takeUploadSlot(call, id);
    await using undo = new AsyncDisposableStack();
    await takeJobSlot(call, id);
    undo.defer(() => withdraw(call, id));
    const { fields, ...source } = await receiveUpload(call, id);
    const options = parseUserInput(jobOptionsSchema, optionsFromForm(fields), 'invalid-options');
    await enqueue(call, { id, source, options });
    call.metrics.inputAccepted('form', source.sizeBytes);
    undo.move();
  });
}

function submitUploaded(call: Call): Promise<JobId> {
  const { uploadId, options } = parseUserInput(uploadedJobSchema, call.request.body);
  return oncePerKey(call, uploadId, async (id) => {
    call.about(id);
    const existing = await call.queue.get(id);
    if (existing?.owner === call.owner) return;
    const announced = await readAnnouncement(call, id);
    await using undo = new AsyncDisposableStack();
    await takeJobSlot(call, id);
    undo.defer(() => releaseJobSlot(call, id));
    await takeInput(call.store, id, announced);
    const { fileName, sizeBytes } = announced;
    await enqueue(call, { id, source: { fileName, sizeBytes }, options });
    call.metrics.inputAccepted('store', sizeBytes);
    undo.move();
  });
}

type WithdrawCall = Pick<Call, 'who' | 'limiter' | 'queue' | 'store' | 'log' | 'requestId'>;

/** Takes back what was done for a job that was not made; of one that may have been, nothing. */
export async function withdraw(call: WithdrawCall, id: JobId): Promise<void> {
  if (await mayBeQueued(call, id)) return;
  await using undo = new AsyncDisposableStack();
  undo.defer(() => releaseJobSlot(call, id));
  await call.store.deletePrefix(objectKeys.jobPrefix(id));
}

/**
 * Moves the file to where the job's worker will look for it, out of reach of the link that brought it: that
 * can be used until it expires. An earlier try may have got as far as this.
 */
async function takeInput(store: ObjectStore, id: JobId, announced: Announcement) {
  const uploaded = await store.head(objectKeys.upload(id));
  if (uploaded === undefined) {
    if ((await store.head(objectKeys.input(id)))?.sizeBytes === announced.sizeBytes) return;
    throw new UserError(
      'upload-missing',
      'The file of this upload is not in the store. Send it to the URL that POST /v1/uploads returned, then try again.',
    );
  }
  if (uploaded.sizeBytes !== announced.sizeBytes) {
    await store.deletePrefix(objectKeys.upload(id));
    throw new UserError(
      'upload-missing',
      `The file has ${uploaded.sizeBytes} bytes, but ${announced.sizeBytes} were announced, so it was removed. Upload it again.`,
    );
  }
  await store.move(objectKeys.upload(id), objectKeys.input(id));
}

type AskedJob = Omit<NewJob, 'owner' | 'createdAt' | 'requestId'>;

export async function enqueue(
  {
    queue,
    owner,
    requestId,
    traceparent,
  }: Pick<Call, 'queue' | 'owner' | 'requestId' | 'traceparent'>,
  job: AskedJob,
): Promise<void> {
  const createdAt = new Date().toISOString();
  const traced = traceparent === undefined ? {} : { traceparent };
  await queue.add({ ...job, owner, createdAt, requestId, ...traced });
}
