import type { JobDocument } from '@dance-pose/contracts';
import { isFinal } from './api-error.ts';
import { readEventStream } from './event-stream.ts';
import { type Connection, request } from './http.ts';
import { pause } from './pause.ts';

/** The job as it is now; `undefined`: it was deleted. */
export interface JobEvent {
  readonly id: string;
  readonly job: JobDocument | undefined;
}

/** A job that has ended changes no more, unless somebody has it tried again. */
export const isEnded = ({ state }: Pick<JobDocument, 'state'>): boolean =>
  state !== 'queued' && state !== 'active';

/** Between tries, when the stream broke: short at first, then patient. */
const waitsMs = [500, 1000, 2000, 5000, 10_000] as const;

/**
 * The job now and after every change, until it has ended or was deleted. A stream that breaks is taken up
 * again where it broke, for as long as the signal lets it; without one for ever.
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
