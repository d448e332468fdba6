import type { RedisQueueOptions } from './bull-queue.ts';
import type { Limiter } from './limiter.ts';
import { defaultPrefix, queueKeys } from './queue-keys.ts';
import { connectForCalls, createReach, withoutRepeats } from './redis-connection.ts';
import { type RedisScript, redisScript } from './redis-script.ts';

/** Redis's own clock in milliseconds: the processes that share the counts need not agree on the time. */
const clock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000`;

/**
 * The generic cell rate algorithm: all that is kept is when the caller will owe nothing any more. The costs
 * of a whole window may add up to a little more than the window.
 */
const spendOne = redisScript(`${clock}
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local cost = window / limit
local owed = math.max((tonumber(redis.call('GET', KEYS[1])) or now) - now, 0)
if owed + cost > window + 0.01 then return {0, 0, math.ceil(owed + cost - window), math.ceil(owed)} end
owed = owed + cost
redis.call('SET', KEYS[1], string.format('%.3f', now + owed), 'PX', math.ceil(owed))
return {1, math.max(math.floor((window - owed) / cost + 0.001), 0), 0, math.ceil(owed)}`);

const takePlace = redisScript(`${clock}
local holder, limit, ttl = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if not redis.call('ZSCORE', KEYS[1], holder) and redis.call('ZCARD', KEYS[1]) >= limit then return 0 end
redis.call('ZADD', KEYS[1], now + ttl, holder)
redis.call('PEXPIRE', KEYS[1], ttl)
return 1`);

const listHolders = redisScript(`${clock}
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.3f', now), '+inf')`);

/** The limiter on Redis; while Redis is away its methods reject within 2 s. */
export function createRedisLimiter(options: RedisQueueOptions): Limiter {
  const { limiter: keyOf } = queueKeys(options.prefix ?? defaultPrefix);
  const client = connectForCalls(options.redisUrl);
  client.on('error', withoutRepeats(options.onError));
  const reach = createReach(client);
  const run = (script: RedisScript, key: string, ...args: (string | number)[]): Promise<unknown> =>
    reach(() => script(client, [keyOf(key)], args));
  return {
    async spend(key, { limit, windowMs }) {
      const answer = await run(spendOne, key, limit, windowMs);
      const [allowed, remaining, retryAfterMs, resetMs] = answer as [
        number,
        number,
        number,
        number,
      ];
      return { allowed: allowed === 1, remaining, retryAfterMs, resetMs };
    },
    take: async (key, holder, { limit, ttlMs }) =>
      (await run(takePlace, key, holder, limit, ttlMs)) === 1,
    async giveBack(key, holders) {
      if (holders.length > 0) await reach(() => client.zrem(keyOf(key), ...holders));
    },
    holders: async (key) => (await run(listHolders, key)) as string[],
    async [Symbol.asyncDispose]() {
      client.disconnect();
    },
  };
}
