import type { JobId } from '@dance-pose/contracts';
import type { Redis } from 'ioredis';
import { parseJobHash } from './job-hash.ts';
import type { QueueKeys } from './queue-keys.ts';
import { redisScript } from './redis-script.ts';
import { cancelledByUser, type JobRequest, type StoredJob, toJobError } from './stored-job.ts';

/**
 * A job's phase, request and hash in one look, so that they belong together, and the latest event of the
 * stream: what is read takes into account all that happened up to it.
 */
const readJobs = redisScript(`
local events, requests, completed, failed, active = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local last = redis.call('XREVRANGE', events, '+', '-', 'COUNT', 1)
local found = { last[1] and last[1][1] or '0-0' }
for i, id in ipairs(ARGV) do
  local phase = 'waiting'
  if redis.call('ZSCORE', completed, id) then phase = 'completed'
  elseif redis.call('ZSCORE', failed, id) then phase = 'failed'
  elseif redis.call('LPOS', active, id) then phase = 'active' end
  local request = redis.call('HGET', requests, id) or ''
  found[i + 1] = { phase, request, redis.call('HGETALL', KEYS[5 + i]) }
end
return found`);

/**
 * Ends a job that waits, as BullMQ's own scripts would fail it, or leaves a request for the worker that has
 * it. One step, so that no worker can take the job in between.
 */
const cancelWaiting = redisScript(`
local job, requests, wait, delayed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local completed, failed, events = KEYS[5], KEYS[6], KEYS[7]
local id, reason, now, onlyIf = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local request = redis.call('HGET', requests, id) or ''
if redis.call('EXISTS', job) == 0 or request == 'delete' then return end
if onlyIf and request ~= onlyIf then return end
if redis.call('ZSCORE', completed, id) or redis.call('ZSCORE', failed, id) then return end
redis.call('HSET', requests, id, 'cancel')
if redis.call('LREM', wait, 1, id) + redis.call('ZREM', delayed, id) == 0 then return end
redis.call('HSET', job, 'failedReason', reason, 'finishedOn', now)
redis.call('ZADD', failed, now, id)
redis.call('XADD', events, 'MAXLEN', '~', 10000, '*',
  'event', 'failed', 'jobId', id, 'failedReason', reason, 'prev', 'waiting')`);

/**
 * Puts a job that failed back as BullMQ's own scripts would, with all its tries, in one step with what is left
 * to do for a cancelled one.
 */
const retryFailed = redisScript(`
local job, requests, failed, wait, marker, events = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local id = ARGV[1]
if redis.call('HEXISTS', job, 'data') == 0 or redis.call('HGET', requests, id) == 'delete' then return end
if redis.call('ZREM', failed, id) == 0 then return end
redis.call('HDEL', requests, id)
redis.call('HSET', job, 'takenBackAt', redis.call('HGET', job, 'finishedOn'))
redis.call('HDEL', job, 'finishedOn', 'processedOn', 'failedReason', 'progress', 'atm', 'stc')
redis.call('LPUSH', wait, id)
redis.call('ZADD', marker, 0, '0')
redis.call('XADD', events, 'MAXLEN', '~', 10000, '*', 'event', 'waiting', 'jobId', id, 'prev', 'failed')`);

/** A request that meanwhile became another one stays. */
const forgetRequest = redisScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end`);

export interface JobTable {
  /** The jobs in the order of the ids, `undefined` where there is none. */
  read(
    ids: readonly JobId[],
  ): Promise<{ readonly eventId: string; readonly jobs: readonly (StoredJob | undefined)[] }>;
  cancel(id: JobId): Promise<void>;
  /** The same for a job whose cancellation has been asked for, and has not been taken back since. */
  cancelAsAsked(id: JobId): Promise<void>;
  retry(id: JobId): Promise<void>;
  /** Everything that waits to be settled. */
  requests(): Promise<[JobId, JobRequest][]>;
  forgetRequest(id: JobId, request: JobRequest): Promise<void>;
  /** Asks for the job's objects to be discarded; from now on nobody sees it. */
  requestDeletion(id: JobId): Promise<void>;
}

/** Reads and marks jobs where BullMQ keeps them, in steps that nobody can come between. */
export function createJobTable(client: Redis, keys: QueueKeys): JobTable {
  const states = [keys.events, keys.requests, keys.completed, keys.failed, keys.active];
  const cancelKeys = [
    keys.requests,
    keys.wait,
    keys.delayed,
    keys.completed,
    keys.failed,
    keys.events,
  ];
  const cancel = async (id: JobId, ...onlyIf: JobRequest[]): Promise<void> => {
    const all = [keys.job(id), ...cancelKeys];
    const reason = JSON.stringify(toJobError(cancelledByUser()));
    await cancelWaiting(client, all, [id, reason, Date.now(), ...onlyIf]);
  };
  return {
    async read(ids) {
      const keysRead = [...states, ...ids.map(keys.job)];
      const [eventId, ...rows] = (await readJobs(client, keysRead, ids)) as [string, ...JobRow[]];
      return {
        eventId,
        jobs: rows.map(([phase, request, fields]) => parseJobHash(phase, request, fields)),
      };
    },
    cancel: (id) => cancel(id),
    cancelAsAsked: (id) => cancel(id, 'cancel'),
    async retry(id) {
      const { requests, failed, wait, marker, events } = keys;
      const all = [keys.job(id), requests, failed, wait, marker, events];
      await retryFailed(client, all, [id]);
    },
    async requests() {
      return Object.entries(await client.hgetall(keys.requests)) as [JobId, JobRequest][];
    },
    async forgetRequest(id, request) {
      await forgetRequest(client, [keys.requests], [id, request]);
    },
    async requestDeletion(id) {
      const request: JobRequest = 'delete';
      await client
        .multi()
        .hset(keys.requests, id, request)
        .xadd(keys.events, 'MAXLEN', '~', 10_000, '*', 'event', 'removed', 'jobId', id)
        .exec();
    },
  };
}

type JobRow = [phase: StoredJob['phase'], request: JobRequest | '', fields: string[]];
