import type { Redis } from 'ioredis';
import type { QueueLoad } from './job-queue.ts';
import type { QueueKeys } from './queue-keys.ts';
import { redisScript } from './redis-script.ts';

/** Only lengths and one look at the end of the list from which workers take: nothing grows with the jobs. */
const readLoad = redisScript(`
local wait, resting, active, completed, failed = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local oldest = redis.call('LINDEX', wait, -1)
return {
  redis.call('LLEN', wait), redis.call('ZCARD', resting), redis.call('LLEN', active),
  redis.call('ZCARD', completed), redis.call('ZCARD', failed),
  oldest and redis.call('HGET', ARGV[1] .. oldest, 'timestamp') or ''
}`);

export async function queueLoad(client: Redis, keys: QueueKeys): Promise<QueueLoad> {
  const states = [keys.wait, keys.delayed, keys.active, keys.completed, keys.failed];
  const found = await readLoad(client, states, [keys.job('')]);
  const [waiting, resting, active, completed, failed, since] = found as LoadRow;
  const oldestWaitingMs = since ? Math.max(0, Date.now() - Number(since)) : null;
  return { waiting, resting, active, completed, failed, oldestWaitingMs };
}

type LoadRow = [number, number, number, number, number, since: string | null];
