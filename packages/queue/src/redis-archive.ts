import type { JobId, JobRecord } from '@dance-pose/contracts';
import type { Redis } from 'ioredis';
import { discardUnknownCall, expireCall, restoreCall, type ScriptCall } from './archive-scripts.ts';
import type { RedisQueueOptions } from './bull-queue.ts';
import type { Cutoffs, JobArchive } from './job-archive.ts';
import { createJobTable, type JobTable } from './job-table.ts';
import { defaultPrefix, type QueueKeys, queueKeys } from './queue-keys.ts';
import { connectForCalls, createReach, withoutRepeats } from './redis-connection.ts';
import { toRecord } from './stored-job.ts';

/** Connects in the background; while Redis is away its methods reject within 2 s. */
export function createRedisArchive(options: RedisQueueOptions): JobArchive {
  const keys = queueKeys(options.prefix ?? defaultPrefix);
  const client = connectForCalls(options.redisUrl);
  client.on('error', withoutRepeats(options.onError));
  const reach = createReach(client);
  const table = createJobTable(client, keys);
  return {
    read: (ids) => reach(() => readAll(table, ids)),
    expire: (cutoffs, limit) => reach(() => expire(cutoffs, limit, { client, keys, table })),
    restore: (record) => reach(() => restore(record, client, keys)),
    discardUnknown: (id) => reach(() => did(client, discardUnknownCall(id, keys))),
    discard: (id) => reach(() => table.requestDeletion(id)),
    [Symbol.asyncDispose]: async () => client.disconnect(),
  };
}

async function readAll(table: JobTable, ids: readonly JobId[]) {
  const { jobs } = await table.read(ids);
  return jobs.map((stored) => {
    if (stored === undefined) return undefined;
    return stored.request === 'delete' ? 'going' : toRecord(stored);
  });
}

interface Parts {
  readonly client: Redis;
  readonly keys: QueueKeys;
  readonly table: JobTable;
}

async function expire(
  { completedBefore, failedBefore }: Cutoffs,
  limit: number,
  parts: Parts,
): Promise<number> {
  const { completed, failed } = parts.keys;
  const counts = [
    await expireIn(completed, completedBefore, limit, parts),
    await expireIn(failed, failedBefore, limit, parts),
  ];
  return counts.reduce((sum, count) => sum + count);
}

async function expireIn(
  set: string,
  before: Date | null,
  limit: number,
  { client, keys, table }: Parts,
): Promise<number> {
  if (before === null) return 0;
  const ids = await client.zrangebyscore(set, 0, `(${before.getTime()}`, 'LIMIT', 0, limit);
  const { jobs } = await table.read(ids);
  let count = 0;
  for (const stored of jobs) {
    if (!stored || stored.finishedAtMs === null) continue;
    const { finishedAtMs } = stored;
    if (await did(client, expireCall({ ...stored, finishedAtMs }, keys))) count += 1;
  }
  return count;
}

async function restore(record: JobRecord, client: Redis, keys: QueueKeys): Promise<boolean> {
  const { finishedAt } = record;
  if (finishedAt === null) return false; // It has not ended: its worker died with the queue's memory of it.
  return did(client, restoreCall({ ...record, finishedAt }, keys));
}

async function did(client: Redis, { script, keys, args }: ScriptCall): Promise<boolean> {
  return (await script(client, keys, args)) === 1;
}
