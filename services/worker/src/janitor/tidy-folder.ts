import {
  isEnded,
  type JobId,
  type JobRecord,
  objectKeys,
  type Retention,
} from '@dance-pose/contracts';
import type { JobArchive, JobWork } from '@dance-pose/queue';
import type { Logger } from '@dance-pose/runtime';
import type { ObjectStore } from '@dance-pose/storage';
import { readJobRecord } from '../job-record.ts';
import type { Folder } from './scan-folders.ts';

export interface TidyDeps {
  readonly store: ObjectStore;
  readonly archive: JobArchive;
  readonly work: Pick<JobWork, 'recordOutcome'>;
  readonly retention: Retention;
  /** Objects that belong to nothing are left alone until they are so old. */
  readonly safeAgeMs: number;
  readonly log: Logger;
}

/** What was done to a folder, as it is counted. */
export type Deed = 'nothing' | 'restored' | 'orphans' | 'inputs' | 'healed';

/** Brings what the store has of a job and what the queue knows of it together. */
export async function tidyFolder(
  folder: Folder,
  known: JobRecord | 'going' | undefined,
  deps: TidyDeps,
): Promise<Deed> {
  if (known === 'going') return 'nothing';
  if (known !== undefined) return isEnded(known.state) ? tidyEnded(folder, known, deps) : 'nothing';
  if (has(folder, objectKeys.record(folder.id))) return restore(folder.id, deps);
  const newestMs = Math.max(...folder.objects.map(({ modifiedAt }) => modifiedAt.getTime()));
  // Any younger one may be on its way to become a job.
  if (Date.now() - newestMs < deps.safeAgeMs) return 'nothing';
  return (await deps.archive.discardUnknown(folder.id)) ? 'orphans' : 'nothing';
}

const has = ({ objects }: Folder, prefix: string): boolean =>
  objects.some(({ key }) => key.startsWith(prefix));

async function tidyEnded(
  folder: Folder,
  record: JobRecord,
  { store, archive, work, retention }: TidyDeps,
): Promise<Deed> {
  const { id } = record;
  const halfDone = record.result === null && has(folder, objectKeys.artifacts(id));
  if (halfDone || !has(folder, objectKeys.record(id))) {
    // The store was away when it ended.
    await work.recordOutcome(record);
    // Deleted meanwhile: then there must not be a record that brings it back.
    if ((await archive.read([id]))[0] === undefined) await archive.discardUnknown(id);
    return 'healed';
  }
  const { uploadMs } = retention;
  const endedMs = Date.parse(record.finishedAt ?? '');
  if (uploadMs === null || !(Date.now() - endedMs >= uploadMs)) return 'nothing';
  if (!has(folder, objectKeys.input(id))) return 'nothing';
  // The page plays it.
  if (record.result?.picture === 'input') return 'nothing';
  await store.deletePrefix(objectKeys.input(id));
  return 'inputs';
}

/** The queue has lost its memory; a result that is only in the store is as good as ever. */
async function restore(id: JobId, { store, archive, log }: TidyDeps): Promise<Deed> {
  const record = await readJobRecord(id, store);
  if (record === undefined) {
    log.error({ jobId: id }, 'the record of this job cannot be read; it stays unchanged');
    return 'nothing';
  }
  if (!(await archive.restore(record))) return 'nothing';
  // Deleted since it was read: what was restored must go again.
  if ((await store.head(objectKeys.record(id))) === undefined) await archive.discard(id);
  return 'restored';
}
