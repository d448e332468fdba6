import type { JobDocument } from '@dance-pose/contracts';
import { isFinal } from './api-error.ts';
import { readEventStream } from './event-stream.ts';
import { type Connection, request } from './http.ts';
import { pause } from './pause.ts';

/** The current job; `undefined`: it was deleted. */
export interface JobEvent {
  readonly id: string;
  readonly job: JobDocument | undefined;
}

/** True if the job is in a final state; it then changes only when it is retried. */
export const isEnded = ({ state }: Pick<JobDocument, 'state'>): boolean =>
  state !== 'queued' && state !== 'active';

/** Pauses before a broken stream is reconnected; the last one repeats. */
const waitsMs = [500, 1000, 2000, 5000, 10_000] as const;

/**
 * Yields the current job and the job after every change, until it ends or is deleted. Reconnects a broken stream
 * where it stopped, until the signal aborts.
 * @throws ApiError when the service refuses, such as `not-found`; the signal's reason.
 */
export async function* followJob(
  connection: Connection,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobEvent> {
  let last = '';
  for (let failures = 0; ; failures += 1) {
    try {
      for await (const event of oneStream(connection, path, last, signal)) {
        failures = 0;
        last = event.id;
        yield event;
        if (event.job === undefined || isEnded(event.job)) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (isFinal(error)) throw error;
    }
    await pause(waitsMs[Math.min(failures, waitsMs.length - 1)] as number, signal);
  }
}

async function* oneStream(
  connection: Connection,
  path: string,
  after: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobEvent> {
  const headers = {
    Accept: 'text/event-stream',
    ...(after === '' ? {} : { 'Last-Event-ID': after }),
  };
  const response = await request(connection, path, { headers, signal });
  if (response.body === null) return;
  for await (const { event, id, data } of readEventStream(response.body)) {
    if (event === 'removed') yield { id, job: undefined };
    if (event === 'job') yield { id, job: JSON.parse(data) as JobDocument };
  }
}
