import { once } from 'node:events';
import { UserError } from '@dance-pose/contracts';
import { Redis } from 'ioredis';
import type { OnQueueError } from './job-queue.ts';
import { within } from './within.ts';

const callTimeoutMs = 1500;
/** A connection takes a millisecond, and up to a second where a hundred processes want the processor. */
const readyTimeoutMs = 1000;
/** A server that is away never answers the end of a connection; ioredis would keep the process for 2 s. */
const disconnectLimitMs = 200;
const reconnectDelayMs = (attempt: number): number => Math.min(attempt * 100, 1000);

/**
 * A primary that has become a replica, as when a managed Redis fails over, keeps the connections that it has and
 * refuses to write: a new connection, to the same name, leads to the new primary. The call is made again there.
 */
const reconnectOnError = (error: Error): false | 2 => error.message.includes('READONLY') && 2;

/** For whoever answers a request: a call fails within 2.5 s when Redis is away or silent, nothing is kept for later. */
export function connectForCalls(redisUrl: string): Redis {
  return new Redis(redisUrl, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: callTimeoutMs,
    socketTimeout: callTimeoutMs,
    retryStrategy: reconnectDelayMs,
    disconnectTimeout: disconnectLimitMs,
    reconnectOnError,
  });
}

/** For one blocking command at a time that takes `blockMs` at most; fails when Redis is away or silent. */
export function connectForBlocking(redisUrl: string, blockMs: number): Redis {
  return new Redis(redisUrl, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    socketTimeout: blockMs + callTimeoutMs,
    retryStrategy: reconnectDelayMs,
    disconnectTimeout: disconnectLimitMs,
    reconnectOnError,
  });
}

/** For consumers: calls wait until Redis is back, or fail once `leaving` has fired and it is still away. */
export function connectForWaiting(redisUrl: string, leaving: AbortSignal): Redis {
  return new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => (leaving.aborted ? null : reconnectDelayMs(attempt)),
    disconnectTimeout: disconnectLimitMs,
    reconnectOnError,
  });
}

/** Resolves when the connection is either good or given up. */
export async function settled(client: Redis): Promise<void> {
  if (client.status === 'ready' || client.status === 'end') return;
  await new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('end', resolve);
  });
}

/** Runs calls on Redis; whatever goes wrong there is `queue-unavailable` to the user. */
export type Reach = <T>(call: () => Promise<T>) => Promise<T>;

export function createReach(client: Redis): Reach {
  let becomingReady: Promise<void> | undefined;
  /** A connection that has just begun, or was just cut, is worth a moment's wait; all calls share it. */
  const ready = async (): Promise<void> => {
    if (client.status === 'ready') return;
    becomingReady ??= once(client, 'ready', { signal: AbortSignal.timeout(readyTimeoutMs) })
      .then(() => {})
      .finally(() => {
        becomingReady = undefined;
      });
    await becomingReady;
  };
  return async (call) => {
    try {
      await ready();
      return await call();
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      throw queueUnavailable(cause);
    }
  };
}

const queueUnavailable = (cause: unknown): UserError =>
  new UserError(
    'queue-unavailable',
    'The job queue cannot be reached at the moment. Nothing was lost; try again in a few seconds.',
    { cause },
  );

/**
 * Asks a connection for consumers, whose calls would wait for a Redis that is away. While no answer has come
 * there is one question at most.
 */
export function createPing(client: Redis): () => Promise<void> {
  let asking: Promise<void> | undefined;
  return async () => {
    if (client.status !== 'ready') throw queueUnavailable(new Error(`Redis is ${client.status}`));
    asking ??= client
      .ping()
      .then(() => {})
      .finally(() => {
        asking = undefined;
      });
    if (await within(callTimeoutMs, asking)) return;
    throw queueUnavailable(new Error(`no answer within ${callTimeoutMs} ms`));
  };
}

/** Passes an error on, but not the same one again and again while Redis is away. */
export function withoutRepeats(onError: OnQueueError, quietMs = 30_000): OnQueueError {
  const lastSeenMs = new Map<string, number>();
  return (error, job) => {
    const key = `${job?.id} ${error instanceof Error ? `${error.name} ${error.message}` : error}`;
    const now = performance.now();
    const quiet = now - (lastSeenMs.get(key) ?? Number.NEGATIVE_INFINITY) < quietMs;
    if (quiet) return;
    for (const [old, seenMs] of lastSeenMs) if (now - seenMs > quietMs) lastSeenMs.delete(old);
    lastSeenMs.set(key, now);
    onError(error, job);
  };
}
