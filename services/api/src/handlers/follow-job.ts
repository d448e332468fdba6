import { isEnded } from '@dance-pose/contracts';
import { takeWaitSlot } from '../access/slot-limits.ts';
import type { Call, Endpoint, Reply } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { hasSeenTheEnd, jobChanges, toEventStream } from '../jobs/job-events.ts';
import { lastEventIdHeader } from '../openapi/headers.ts';

/** A connection that takes no data for this long is dropped; heartbeats keep healthy ones alive. */
const stalledAfterHeartbeats = 3;

export const followJob: Endpoint = {
  operation: {
    operationId: 'followJob',
    tag: 'Jobs',
    summary: 'Follow the state and progress of a job',
    description:
      'Server-sent events. Each `job` event carries the whole job document; the stream ends after the last one. A `removed` event means that the job was deleted. Comments serve as heartbeats.',
    headers: [lastEventIdHeader],
    responses: {
      200: { description: 'The event stream.', mediaType: 'text/event-stream' },
      204: { description: 'The job has ended and `Last-Event-ID` was its last event.' },
    },
    errors: ['not-found', 'too-many-requests', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call): Promise<Reply> {
    const found = await findJob(call, call.request.params.id as string);
    const after = call.request.get('last-event-id');
    // 204 makes a browser's EventSource stop reconnecting.
    if (await hasSeenTheEnd(call, found, after)) return { status: 204 };
    // The stream of an ended job ends at once and needs no slot.
    if (!isEnded(found.record.state)) await takeWaitSlot(call);
    dropWhenStalled(call);
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // Otherwise nginx holds events back until its buffer is full.
        'X-Accel-Buffering': 'no',
      },
      stream: toEventStream(call, jobChanges(call, found, after), call.heartbeatMs),
    };
  },
};

function dropWhenStalled({ request, heartbeatMs }: Pick<Call, 'request' | 'heartbeatMs'>): void {
  request.socket.setTimeout(stalledAfterHeartbeats * heartbeatMs);
}
