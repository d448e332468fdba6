import { isEnded } from '@dance-pose/contracts';
import { takeWaitSlot } from '../access/slot-limits.ts';
import type { Call, Endpoint, Reply } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { hasSeenTheEnd, jobChanges, toEventStream } from '../jobs/job-events.ts';
import { lastEventIdHeader } from '../openapi/headers.ts';

/** A client whose network takes nothing for so long has gone; heartbeats keep the others from it. */
const stalledAfterHeartbeats = 3;

export const followJob: Endpoint = {
  operation: {
    operationId: 'followJob',
    tag: 'Jobs',
    summary: 'A job’s state and progress, as it changes',
    description:
      'Server-Sent Events. Each event `job` carries the whole job document; the stream ends after the last one. `removed` says that the job was deleted. A comment is sent in pauses.',
    headers: [lastEventIdHeader],
    responses: {
      200: { description: 'The stream of events.', mediaType: 'text/event-stream' },
      204: { description: 'The job has ended and `Last-Event-ID` was its last event.' },
    },
    errors: ['not-found', 'too-many-requests', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call): Promise<Reply> {
    const found = await findJob(call, call.request.params.id as string);
    const after = call.request.get('last-event-id');
    // To a browser's EventSource 204 means: do not connect again.
    if (await hasSeenTheEnd(call, found, after)) return { status: 204 };
    // What has ended is told at once.
    if (!isEnded(found.record.state)) await takeWaitSlot(call);
    dropWhenStalled(call);
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // nginx would hold events back until its buffer is full.
        'X-Accel-Buffering': 'no',
      },
      stream: toEventStream(call, jobChanges(call, found, after), call.heartbeatMs),
    };
  },
};

function dropWhenStalled({ request, heartbeatMs }: Pick<Call, 'request' | 'heartbeatMs'>): void {
  request.socket.setTimeout(stalledAfterHeartbeats * heartbeatMs);
}
