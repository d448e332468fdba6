import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type JobRecord, jobRecordSchema } from '@dance-pose/contracts';
import type { ObjectStore } from '@dance-pose/storage';

/** Objects of a job: names below the job's prefix, and SHA-256. */
export interface StoredJobView {
  readonly hashes: Readonly<Record<string, string>>;
  readonly record: JobRecord | null;
}

/** Every object of the store, by job id. */
export async function viewStore(store: ObjectStore): Promise<Map<string, StoredJobView>> {
  const found = new Map<string, StoredJobView>();
  for await (const { key } of store.list('')) {
    const [, id = key, name = ''] = /^jobs\/([^/]+)\/(.+)$/.exec(key) ?? [];
    const bytes = await buffer(await store.get(key));
    const before = found.get(id) ?? { hashes: {}, record: null };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    found.set(id, {
      hashes: { ...before.hashes, [name]: sha256 },
      record: name === 'job.json' ? jobRecordSchema.parse(JSON.parse(`${bytes}`)) : before.record,
    });
  }
  return found;
}
