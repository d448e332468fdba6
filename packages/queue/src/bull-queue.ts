import type { JobId, JobRecord } from '@dance-pose/contracts';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { createEventTail, jobOf, tailBlockMs } from './event-tail.ts';
import { followJob, type JobSourceOfNews } from './follow-job.ts';
import { bullJobOptions } from './job-hash.ts';
import type { JobPage, JobQueue, ListQuery, NewJob, OnQueueError } from './job-queue.ts';
import { createJobTable, type JobTable } from './job-table.ts';
import { checkCursor, jobIdOfPlace, listPlace } from './list-cursor.ts';
import { defaultPrefix, type QueueKeys, queueKeys, queueName } from './queue-keys.ts';
import { queueLoad } from './queue-load.ts';
import {
  connectForBlocking,
  connectForCalls,
  createReach,
  type Reach,
  withoutRepeats,
} from './redis-connection.ts';
import { type StoredJob, toRecord } from './stored-job.ts';
import { createWatchers } from './watchers.ts';

export interface RedisQueueOptions {
  readonly redisUrl: string;
  /** Starts every key, so that installations can share a Redis; default `dance-pose`. */
  readonly prefix?: string;
  readonly onError: OnQueueError;
}

/** The queue on BullMQ and Redis. Connects in the background; while Redis is away its methods reject within 2 s. */
export function createBullQueue(options: RedisQueueOptions): JobQueue {
  const keys = queueKeys(options.prefix ?? defaultPrefix);
  const onError = withoutRepeats(options.onError);
  const client = connectForCalls(options.redisUrl);
  const blocking = connectForBlocking(options.redisUrl, tailBlockMs);
  blocking.on('error', onError);
  const bull = openBull(client, options, onError);
  const reach = createReach(client);
  const table = createJobTable(client, keys);
  const watchers = createWatchers();
  const tail = createEventTail({ calls: client, blocking }, keys.events, watchers, onError);
  const source = newsSource({ client, keys, table, reach, watchers, follow: tail.follow });
  return {
    add: (job) => reach(() => add(job, { client, keys, bull })),
    get: (id) => reach(() => readRecord(table, id)),
    list: (query) => reach(() => listJobs(query, { client, keys, table })),
    requestCancel: (id) => reach(() => table.cancel(id).then(() => readRecord(table, id))),
    retry: (id) => reach(() => table.retry(id).then(() => readRecord(table, id))),
    remove: (id) => reach(() => remove(id, { client, keys, bull, table })),
    changes: (id, wanted) => followJob(source, id, wanted),
    load: () => reach(() => queueLoad(client, keys)),
    workers: () => reach(() => bull.getWorkersCount()),
    ping: () => reach(async () => void (await client.ping())),
    async [Symbol.asyncDispose]() {
      await tail.stop();
      await bull.close();
      client.disconnect();
    },
  };
}

/** @param name BullMQ's name of the queue; default: that of the jobs. */
export function openBull(
  client: Redis,
  { prefix = defaultPrefix }: Pick<RedisQueueOptions, 'prefix'>,
  onError: OnQueueError,
  name = queueName,
): Queue {
  const bull = new Queue(name, {
    connection: client,
    prefix,
    // Both would be calls at the start, whose failure BullMQ does not get over when Redis comes later.
    skipVersionCheck: true,
    skipMetasUpdate: true,
  });
  bull.on('error', onError);
  return bull;
}

interface Parts {
  readonly client: Redis;
  readonly keys: QueueKeys;
  readonly bull: Queue;
  readonly table: JobTable;
}

async function add(
  job: NewJob,
  { client, keys, bull }: Pick<Parts, 'client' | 'keys' | 'bull'>,
): Promise<void> {
  // First the list, which skips what is not there: a job must never be there and not in its list.
  await client.zadd(keys.owner(job.owner), 0, listPlace(job));
  await bull.add('analysis', job, { ...bullJobOptions, jobId: job.id });
}

const visible = (stored: StoredJob | undefined): JobRecord | undefined =>
  stored === undefined || stored.request === 'delete' ? undefined : toRecord(stored);

async function readRecord(table: JobTable, id: JobId): Promise<JobRecord | undefined> {
  const { jobs } = await table.read([id]);
  return visible(jobs[0]);
}

async function remove(id: JobId, { client, keys, bull, table }: Parts) {
  const { jobs } = await table.read([id]);
  const stored = jobs[0];
  if (stored?.request === 'delete') return 'unknown';
  // Of an unknown one too: the janitor may be about to restore it from the store.
  await table.requestDeletion(id);
  if (stored === undefined) return 'unknown';
  await client.zrem(keys.owner(stored.job.owner), listPlace(stored.job));
  // Refused when a worker holds the job.
  return (await bull.remove(id)) === 1 ? 'removed' : 'winding-down';
}

const scanBatch = 100;
const scanLimit = 1000;

async function listJobs(
  { owner, state, cursor, limit }: ListQuery,
  { client, keys, table }: Pick<Parts, 'client' | 'keys' | 'table'>,
): Promise<JobPage> {
  const jobs: JobRecord[] = [];
  let place = cursor === undefined ? undefined : checkCursor(cursor);
  for (let scanned = 0; scanned < scanLimit; scanned += scanBatch) {
    const max = place === undefined ? '+' : `(${place}`;
    const places = await client.zrevrangebylex(keys.owner(owner), max, '-', 'LIMIT', 0, scanBatch);
    const batch = await table.read(places.map(jobIdOfPlace));
    for (const [i, stored] of batch.jobs.entries()) {
      place = places[i];
      const record = visible(stored);
      if (record === undefined || (state !== undefined && record.state !== state)) continue;
      jobs.push(record);
      if (jobs.length < limit) continue;
      const more = i + 1 < places.length || places.length === scanBatch;
      return { jobs, nextCursor: more ? (place ?? null) : null };
    }
    if (places.length < scanBatch) return { jobs, nextCursor: null };
  }
  return { jobs, nextCursor: place ?? null };
}

function newsSource({
  client,
  keys,
  table,
  reach,
  watchers,
  follow,
}: Omit<Parts, 'bull'> & {
  reach: Reach;
  watchers: JobSourceOfNews['watchers'];
  follow(): Promise<void>;
}): JobSourceOfNews {
  return {
    watchers,
    read: (id) =>
      reach(async () => {
        await follow();
        const { eventId, jobs } = await table.read([id]);
        return { eventId, record: visible(jobs[0]) };
      }),
    changedSince: (id, eventId) => reach(() => changedSince(client, keys.events, id, eventId)),
  };
}

const eventIdShape = /^\d{1,16}-\d{1,16}$/;

async function changedSince(client: Redis, eventsKey: string, id: JobId, eventId: string) {
  if (!eventIdShape.test(eventId)) return true;
  const since = await client.xrange(eventsKey, eventId, '+', 'COUNT', scanLimit);
  // The event itself must still be there, or what came right after it may be gone too.
  if (since[0]?.[0] !== eventId || since.length === scanLimit) return true;
  return since.slice(1).some(([, fields]) => jobOf(fields) === id);
}
