import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { defaultPrefix } from './queue-keys.ts';

/** What an operator must know of a Redis that keeps our queue. */
export interface RedisFacts {
  readonly version: string;
  /** What it does when its memory is full; anything but `noeviction` loses jobs. */
  readonly evictionPolicy: string;
  readonly isReplica: boolean;
  /** Whether every change goes to disk. */
  readonly appendOnly: boolean;
  readonly usedMemoryBytes: number;
  /** `null`: as much as the machine has. */
  readonly maxMemoryBytes: number | null;
}

const patienceMs = 3000;

/**
 * Asks a Redis once what it is, and writes and removes a key of ours.
 * @throws what Redis or the network says, such as `WRONGPASS …` or `ECONNREFUSED`.
 */
export async function inspectRedis({
  redisUrl,
  prefix = defaultPrefix,
}: {
  readonly redisUrl: string;
  readonly prefix?: string;
}): Promise<RedisFacts> {
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    retryStrategy: () => null,
  });
  // What ends the connection is more telling than that it has ended.
  let reason: Error | undefined;
  client.on('error', (error: Error) => {
    reason ??= error;
  });
  try {
    await client.connect();
    const key = `${prefix}:doctor:${randomUUID()}`;
    await client.set(key, 'well', 'PX', 10_000);
    await client.del(key);
    return factsIn(await client.info());
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
}

function factsIn(info: string): RedisFacts {
  const value = (name: string): string =>
    new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const maxMemoryBytes = Number(value('maxmemory'));
  return {
    version: value('redis_version'),
    evictionPolicy: value('maxmemory_policy'),
    isReplica: value('role') === 'slave',
    appendOnly: value('aof_enabled') === '1',
    usedMemoryBytes: Number(value('used_memory')),
    maxMemoryBytes: maxMemoryBytes > 0 ? maxMemoryBytes : null,
  };
}
