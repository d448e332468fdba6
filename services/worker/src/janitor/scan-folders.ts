import { type JobId, jobIdSchema } from '@dance-pose/contracts';
import type { Ledger } from '@dance-pose/queue';
import type { ObjectInfo, ObjectStore } from '@dance-pose/storage';

/** All that a store has of one id. */
export interface Folder {
  readonly id: JobId;
  readonly objects: readonly ObjectInfo[];
}

export interface ScanOptions {
  readonly store: ObjectStore;
  /** Remembers how far the last scan came. */
  readonly ledger: Ledger;
  /** A scan ends with the folder in which it has seen so many objects; the next one goes on from there. */
  readonly maxObjects: number;
}

const placeKeptMs = 30 * 24 * 3600_000;

/** The folders of `<prefix><id>`, some of them at each call, round and round. */
export async function* scanFolders(
  prefix: string,
  { store, ledger, maxObjects }: ScanOptions,
): AsyncGenerator<Folder> {
  const placeKey = `janitor:${prefix}`;
  const after = await ledger.get(placeKey);
  let seen = 0;
  for await (const { name, objects } of groups(prefix, store.list(prefix, { after }))) {
    const id = jobIdSchema.safeParse(name);
    // What has no id for a name is not ours.
    if (id.success) yield { id: id.data, objects };
    seen += objects.length;
    if (seen < maxObjects) continue;
    await ledger.set(placeKey, objects.at(-1)?.key ?? '', placeKeptMs);
    return;
  }
  await ledger.forget(placeKey);
}

/** A list in key order has the keys of a folder in one piece. */
async function* groups(prefix: string, list: AsyncIterable<ObjectInfo>) {
  let name = '';
  let objects: ObjectInfo[] = [];
  for await (const object of list) {
    const [next = ''] = object.key.slice(prefix.length).split('/');
    if (next !== name && objects.length > 0) {
      yield { name, objects };
      objects = [];
    }
    name = next;
    objects.push(object);
  }
  if (objects.length > 0) yield { name, objects };
}
