import type { JobRecord } from '@dance-pose/contracts';
import { bullJobOptions } from './job-hash.ts';
import { listPlace } from './list-cursor.ts';
import type { QueueKeys } from './queue-keys.ts';
import { type RedisScript, redisScript } from './redis-script.ts';
import type { StoredJob } from './stored-job.ts';

/** A script with the keys and arguments of one call of it. */
export interface ScriptCall {
  readonly script: RedisScript;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

const announceRemoval = `
  redis.call('XADD', events, 'MAXLEN', '~', 10000, '*', 'event', 'removed', 'jobId', id)`;

const expireScript = redisScript(`
local job, requests, events, owner = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, finishedOn, place = ARGV[1], ARGV[2], ARGV[3]
if redis.call('HGET', job, 'finishedOn') ~= finishedOn then return 0 end
if redis.call('HGET', requests, id) == 'delete' then return 0 end
redis.call('HSET', requests, id, 'delete')
redis.call('ZREM', owner, place)
${announceRemoval}
return 1`);

/** Asks for the deletion of a job that is still the ended one that was read. */
export function expireCall(
  { job, finishedAtMs }: StoredJob & { readonly finishedAtMs: number },
  keys: QueueKeys,
): ScriptCall {
  return {
    script: expireScript,
    keys: [keys.job(job.id), keys.requests, keys.events, keys.owner(job.owner)],
    args: [job.id, finishedAtMs, listPlace(job)],
  };
}

const discardUnknownScript = redisScript(`
local job, requests, id = KEYS[1], KEYS[2], ARGV[1]
if redis.call('HEXISTS', job, 'data') == 1 then return 0 end
if redis.call('HGET', requests, id) == 'delete' then return 0 end
redis.call('HSET', requests, id, 'delete')
return 1`);

export function discardUnknownCall(id: string, keys: QueueKeys): ScriptCall {
  return { script: discardUnknownScript, keys: [keys.job(id), keys.requests], args: [id] };
}

/** The hash and the set are those in which BullMQ 6 leaves a job that has ended. */
const restoreScript = redisScript(`
local job, requests, ended, owner, events = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, finishedOn, place, state = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('HEXISTS', job, 'data') == 1 or redis.call('HEXISTS', requests, id) == 1 then return 0 end
redis.call('DEL', job)
redis.call('HSET', job, unpack(ARGV, 5))
redis.call('ZADD', ended, finishedOn, id)
redis.call('ZADD', owner, 0, place)
redis.call('XADD', events, 'MAXLEN', '~', 10000, '*', 'event', state, 'jobId', id)
return 1`);

/** Puts a job in as if it had ended here. */
export function restoreCall(
  record: JobRecord & { readonly finishedAt: string },
  keys: QueueKeys,
): ScriptCall {
  const { id, owner, createdAt, startedAt, finishedAt, options, source, attempts } = record;
  const ended = record.state === 'completed' ? 'completed' : 'failed';
  const outcome =
    ended === 'completed'
      ? { returnvalue: JSON.stringify(record.result) }
      : { failedReason: JSON.stringify(record.error) };
  const update = { progress: record.progress, input: record.input };
  const job = { id, owner, createdAt, options, source, requestId: 'restored' };
  const fields = {
    name: 'analysis',
    data: JSON.stringify(job),
    opts: JSON.stringify(bullJobOptions),
    timestamp: Date.parse(createdAt),
    delay: 0,
    priority: 0,
    ...(startedAt === null ? {} : { processedOn: Date.parse(startedAt) }),
    finishedOn: Date.parse(finishedAt),
    ats: attempts,
    atm: attempts,
    ...(record.progress === null ? {} : { progress: JSON.stringify(update) }),
    ...outcome,
  };
  const place = listPlace(record);
  return {
    script: restoreScript,
    keys: [keys.job(id), keys.requests, keys[ended], keys.owner(owner), keys.events],
    args: [id, fields.finishedOn, place, ended, ...Object.entries(fields).flat()],
  };
}
