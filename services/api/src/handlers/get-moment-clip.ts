import { parseUserInput } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { linkMomentClip } from '../jobs/moment-clip.ts';
import { linkQuerySchema, redirect } from '../jobs/redirect-to-artifact.ts';

export const getMomentClip: Endpoint = {
  operation: {
    operationId: 'getMomentClip',
    tag: 'Jobs',
    summary: 'Get the video of a moment',
    description:
      'Redirects to a presigned URL that expires. POST the same URL to have it cut first.',
    query: linkQuerySchema,
    responses: {
      302: { description: 'The video is there.', headers: { Location: 'A new presigned URL.' } },
    },
    errors: [
      'invalid-request',
      'not-found',
      'job-not-finished',
      'job-has-no-result',
      'queue-unavailable',
      'store-unavailable',
    ],
  },
  async handle(call) {
    const { disposition } = parseUserInput(linkQuerySchema, { ...call.request.query });
    return redirect(await linkMomentClip(call, disposition));
  },
};
