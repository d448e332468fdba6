import { text } from 'node:stream/consumers';
import {
  type JobId,
  type JobRecord,
  jobIdSchema,
  jobRecordSchema,
  objectKeys,
  UserError,
} from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';
import { type AuditedCall, auditForeign } from '../access/audit.ts';
import type { Call } from '../http/endpoint.ts';

export interface FoundJob {
  readonly record: JobRecord;
  /** `store`: the job has ended, and the queue has lost its memory of it or is away. */
  readonly knownBy: 'queue' | 'store';
}

type LookUpCall = Pick<Call, 'queue' | 'store'>;
export type FindCall = LookUpCall & AuditedCall & Pick<Call, 'owner' | 'about'>;

/**
 * The job, wherever it is still known, if the caller may see it.
 * @throws `UserError('not-found')` for ids that are malformed, unknown or somebody else's alike.
 */
export async function findJob(call: FindCall, given: string): Promise<FoundJob> {
  const id = parseJobId(given);
  call.about(id);
  const found = await lookUp(call, id);
  if (found === undefined) throw unknownJob(id);
  if (found.record.owner === call.owner) return found;
  auditForeign(call);
  throw unknownJob(id);
}

async function lookUp(call: LookUpCall, id: JobId): Promise<FoundJob | undefined> {
  const queued = await call.queue.get(id).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'queue-unavailable') return error;
    throw error;
  });
  if (queued !== undefined && !(queued instanceof UserError)) {
    return { record: queued, knownBy: 'queue' };
  }
  const record = await readRecord(call.store, id);
  if (record !== undefined) return { record, knownBy: 'store' };
  // What the store has no record of may still be running, or be no job at all: only the queue can tell.
  if (queued !== undefined) throw queued;
  return undefined;
}

/** @throws `UserError('not-found')`: what cannot be an id is the id of no job. */
export function parseJobId(given: string): JobId {
  const parsed = jobIdSchema.safeParse(given);
  if (!parsed.success) throw unknownJob(given);
  return parsed.data;
}

export function unknownJob(id: string): UserError {
  return new UserError('not-found', `There is no job ${JSON.stringify(id)}.`);
}

async function readRecord(store: ObjectStore, id: JobId): Promise<JobRecord | undefined> {
  const key = objectKeys.record(id);
  if ((await store.head(key)) === undefined) return undefined;
  return jobRecordSchema.parse(JSON.parse(await text(await store.get(key))));
}
