import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { OnQueueError } from './job-queue.ts';
import type { Watchers } from './watchers.ts';

export const tailBlockMs = 5000;
const retryDelayMs = 300;

/** Follows the stream of events of one queue, once for the whole process. */
export interface EventTail {
  /** Resolves once every event from now on will wake the watchers of its job. */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param calls asked once where the stream ends.
 * @param blocking is ours alone: the stream is waited for on it.
 */
export function createEventTail(
  { calls, blocking }: { readonly calls: Redis; readonly blocking: Redis },
  eventsKey: string,
  watchers: Watchers,
  onError: OnQueueError,
): EventTail {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  const follow = async (): Promise<void> => {
    if (running !== undefined) return;
    const from = await endOfStream(calls, eventsKey);
    running ??= followStream(blocking, { eventsKey, from, watchers, onError }, stopped.signal);
  };
  return {
    follow,
    async stop() {
      stopped.abort();
      blocking.disconnect();
      await running;
    },
  };
}

async function endOfStream(client: Redis, eventsKey: string): Promise<string> {
  const [last] = await client.xrevrange(eventsKey, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

interface Stream {
  readonly eventsKey: string;
  readonly from: string;
  readonly watchers: Watchers;
  readonly onError: OnQueueError;
}

async function followStream(
  client: Redis,
  { eventsKey, from, watchers, onError }: Stream,
  signal: AbortSignal,
): Promise<void> {
  let last = from;
  let away = false;
  while (!signal.aborted) {
    try {
      const events = await nextEvents(client, eventsKey, last);
      for (const [eventId, fields] of events) {
        last = eventId;
        watchers.wake(jobOf(fields));
      }
      // A Redis that came back may have lost the events, and even the jobs, of the time in between.
      if (away) watchers.wakeAll();
      away = false;
    } catch (error) {
      if (signal.aborted) return;
      away = true;
      onError(error);
      await sleep(retryDelayMs);
    }
  }
}

type StreamEvent = [eventId: string, fields: string[]];

async function nextEvents(client: Redis, eventsKey: string, after: string): Promise<StreamEvent[]> {
  const found = await client.xread('COUNT', 500, 'BLOCK', tailBlockMs, 'STREAMS', eventsKey, after);
  return found?.[0]?.[1] ?? [];
}

/** Empty for events of the queue as a whole. */
export function jobOf(fields: readonly string[]): string {
  const at = fields.indexOf('jobId');
  return at < 0 ? '' : (fields[at + 1] ?? '');
}
