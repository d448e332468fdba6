import { text } from 'node:stream/consumers';
import { type JobId, type JobRecord, jobRecordSchema, objectKeys } from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';

/** What the store has on how the job ended; undefined when that is nothing, or nothing that can be read. */
export async function readJobRecord(
  id: JobId,
  store: Pick<ObjectStore, 'get' | 'head'>,
): Promise<JobRecord | undefined> {
  const key = objectKeys.record(id);
  if ((await store.head(key)) === undefined) return undefined;
  const json = await text(await store.get(key));
  try {
    const record = jobRecordSchema.parse(JSON.parse(json));
    return record.id === id ? record : undefined;
  } catch {
    return undefined; // What that means is for the caller to say.
  }
}
