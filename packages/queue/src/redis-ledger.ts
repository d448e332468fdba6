import type { RedisQueueOptions } from './bull-queue.ts';
import type { Ledger } from './ledger.ts';
import { defaultPrefix, queueKeys } from './queue-keys.ts';
import { connectForCalls, createReach, withoutRepeats } from './redis-connection.ts';
import { redisScript } from './redis-script.ts';

/** In one step, because `SET … NX GET` needs Redis 7. */
const claim = redisScript(`
local before = redis.call('GET', KEYS[1])
if not before then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return before`);

/** The ledger on Redis; while Redis is away its methods reject within 2 s. */
export function createRedisLedger(options: RedisQueueOptions): Ledger {
  const { ledger: keyOf } = queueKeys(options.prefix ?? defaultPrefix);
  const client = connectForCalls(options.redisUrl);
  client.on('error', withoutRepeats(options.onError));
  const reach = createReach(client);
  return {
    claim: (key, value, ttlMs) =>
      reach(async () => {
        const before = await claim(client, [keyOf(key)], [value, ttlMs]);
        return before === null ? undefined : String(before);
      }),
    get: (key) => reach(async () => (await client.get(keyOf(key))) ?? undefined),
    set: (key, value, ttlMs) =>
      reach(async () => void (await client.set(keyOf(key), value, 'PX', ttlMs))),
    forget: (key) => reach(async () => void (await client.del(keyOf(key)))),
    async [Symbol.asyncDispose]() {
      client.disconnect();
    },
  };
}
