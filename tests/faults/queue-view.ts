import { Redis } from 'ioredis';

/** Contents of Redis at the end of a run. */
export interface QueueView {
  readonly jobIds: readonly string[];
  /** Jobs that have not ended, with their list. */
  readonly unfinished: readonly string[];
  /** Locks and requests that were not released. */
  readonly held: readonly string[];
  /** Number of end events of each job. */
  readonly ends: ReadonlyMap<string, number>;
  /** Attempts of each job that counted against its limit. */
  readonly attempts: ReadonlyMap<string, number>;
}

const prefix = 'dance-pose';
const bull = (name: string): string => `${prefix}:jobs:${name}`;
const jobKey = new RegExp(`^${bull('')}([0-9a-f]{32})$`);

export async function viewQueue(redisUrl: string): Promise<QueueView> {
  const redis = new Redis(redisUrl);
  try {
    const keys = await redis.keys(`${prefix}:*`);
    const jobIds = keys.flatMap((key) => jobKey.exec(key)?.[1] ?? []);
    const attempts = new Map<string, number>();
    for (const id of jobIds) {
      const counts = await redis.hmget(bull(id), 'atm', 'stc');
      attempts.set(id, Number(counts[0] ?? 0) + Number(counts[1] ?? 0));
    }
    const requests = await redis.hgetall(`${prefix}:requests`);
    return {
      jobIds,
      attempts,
      unfinished: await unfinished(redis),
      held: [
        ...keys.filter((key) => key.endsWith(':lock')),
        ...Object.entries(requests).map(([id, request]) => `request to ${request} ${id}`),
      ],
      ends: await countEnds(redis),
    };
  } finally {
    redis.disconnect();
  }
}

async function unfinished(redis: Redis): Promise<string[]> {
  const lists = ['wait', 'active', 'paused'].map((name) => redis.lrange(bull(name), '0', '-1'));
  const sets = ['delayed', 'prioritized'].map((name) => redis.zrange(bull(name), '0', '-1'));
  return (await Promise.all([...lists, ...sets])).flat();
}

async function countEnds(redis: Redis): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const [, fields] of await redis.xrange(bull('events'), '-', '+')) {
    const { event, jobId } = toObject(fields);
    if (jobId === undefined || (event !== 'completed' && event !== 'failed')) continue;
    ends.set(jobId, (ends.get(jobId) ?? 0) + 1);
  }
  return ends;
}

function toObject(fields: readonly string[]): Record<string, string> {
  const pairs = fields.flatMap((name, i) => (i % 2 === 0 ? [[name, fields[i + 1] ?? '']] : []));
  return Object.fromEntries(pairs);
}
