import { momentClipSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { parsePrefer } from '../http/prefer.ts';
import { requestMomentClip } from '../jobs/moment-clip.ts';
import { preferWaitHeader } from '../openapi/headers.ts';

const longestWaitS = 60;

export const cutMoment: Endpoint = {
  operation: {
    operationId: 'cutMoment',
    tag: 'Jobs',
    summary: 'Cut the video of a moment',
    description:
      'Asks a worker for the part of the annotated video that shows `moments[n]` of the report, with half a second before and after it. GET the same URL for the video once `state` is `ready`; asking again is harmless.',
    headers: [
      {
        ...preferWaitHeader,
        description:
          '`wait=N` holds the response until the video is there, for at most N seconds (up to 60).',
      },
    ],
    responses: {
      200: { description: 'The video is there.', schema: momentClipSchema },
      202: { description: 'A worker will cut it.', schema: momentClipSchema },
    },
    errors: [
      'not-found',
      'job-has-no-result',
      'too-many-requests',
      'queue-unavailable',
      'store-unavailable',
      'internal',
    ],
  },
  async handle(call) {
    const { waitS = 0 } = parsePrefer(call.request.get('prefer'));
    const body = await requestMomentClip(call, 1000 * Math.min(waitS, longestWaitS));
    const status = body.state === 'ready' ? 200 : 202;
    return { status, headers: { 'Cache-Control': 'no-store' }, body };
  },
};
