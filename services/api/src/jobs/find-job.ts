import { text } from 'node:stream/consumers';
import {
  type JobId,
  type JobRecord,
  jobIdSchema,
  jobRecordSchema,
  objectKeys,
  UserError,
} from '@dance-pose/contracts';
import type { Call } from '../http/endpoint.ts';

export interface FoundJob {
  readonly record: JobRecord;
  /** `store`: the queue has lost its memory of the job, which had ended before. */
  readonly knownBy: 'queue' | 'store';
}

/**
 * The job, wherever it is still known, if the caller may see it.
 * @throws `UserError('not-found')` for ids that are malformed, unknown or somebody else's alike.
 */
export async function findJob(call: Call, given: string): Promise<FoundJob> {
  const id = parseJobId(given);
  call.about(id);
  const queued = await call.deps.queue.get(id);
  const record = queued ?? (await readRecord(call, id));
  if (record === undefined || record.owner !== call.owner) throw unknownJob(id);
  return { record, knownBy: queued === undefined ? 'store' : 'queue' };
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

async function readRecord({ deps }: Call, id: JobId): Promise<JobRecord | undefined> {
  const key = objectKeys.record(id);
  if ((await deps.store.head(key)) === undefined) return undefined;
  return jobRecordSchema.parse(JSON.parse(await text(await deps.store.get(key))));
}
