import { isEnded } from '@dance-pose/contracts';
import type { JobChange } from '@dance-pose/queue';
import type { Call } from '../http/endpoint.ts';
import type { FoundJob } from './find-job.ts';
import { type DocumentCall, toJobDocument } from './job-document.ts';

/** What the event of a job that only the store knows is called; it has no other. */
const storedEventId = 'stored';

type ChangesCall = Pick<Call, 'queue' | 'stopWaiting'>;

/** The job now and after every change; `after` leaves out what the client has seen. */
export async function* jobChanges(
  call: ChangesCall,
  { record, knownBy }: FoundJob,
  after: string | undefined,
): AsyncGenerator<JobChange> {
  if (knownBy === 'store') {
    if (after !== storedEventId) yield { eventId: storedEventId, record };
    return;
  }
  const resume = after === undefined || after === storedEventId ? {} : { after };
  yield* call.queue.changes(record.id, { signal: call.stopWaiting, ...resume });
}

/** Whether a client that has seen the event `after` has seen all there will ever be. */
export async function hasSeenTheEnd(
  call: ChangesCall,
  found: FoundJob,
  after: string | undefined,
): Promise<boolean> {
  if (after === undefined || !isEnded(found.record.state)) return false;
  for await (const _missed of jobChanges(call, found, after)) return false;
  return true;
}

/** The changes in the wire format of Server-Sent Events (WHATWG HTML, section 9.2). */
export async function* toEventStream(
  call: DocumentCall,
  changes: AsyncIterable<JobChange>,
  heartbeatMs: number,
): AsyncGenerator<string> {
  yield `retry: ${reconnectMs}\n\n`;
  for await (const change of withHeartbeat(changes, heartbeatMs)) {
    yield change === heartbeat ? ': still here\n\n' : await toEvent(call, change);
  }
}

const reconnectMs = 2000;

async function toEvent(call: DocumentCall, { eventId, record }: JobChange): Promise<string> {
  const [type, data] =
    record === undefined ? ['removed', {}] : ['job', await toJobDocument(call, record)];
  return `event: ${type}\nid: ${eventId}\ndata: ${JSON.stringify(data)}\n\n`;
}

const heartbeat = Symbol('heartbeat');

/** Fills the pauses of a source, so that proxies keep the connection open and dead clients are noticed. */
async function* withHeartbeat<Item>(
  source: AsyncIterable<Item>,
  everyMs: number,
): AsyncGenerator<Item | typeof heartbeat> {
  const iterator = source[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<Item>> | undefined;
  try {
    while (true) {
      next ??= iterator.next();
      const arrived = await withinMs(next, everyMs);
      if (arrived === heartbeat) {
        yield heartbeat;
        continue;
      }
      next = undefined;
      if (arrived.done === true) return;
      yield arrived.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function withinMs<Value>(
  promise: Promise<Value>,
  ms: number,
): Promise<Value | typeof heartbeat> {
  const { promise: elapsed, resolve } = Promise.withResolvers<typeof heartbeat>();
  const timer = setTimeout(() => resolve(heartbeat), ms);
  try {
    return await Promise.race([promise, elapsed]);
  } finally {
    clearTimeout(timer);
  }
}
