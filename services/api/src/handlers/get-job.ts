import { createHash } from 'node:crypto';
import { isEnded, type JobRecord, jobDocumentSchema } from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { parsePrefer } from '../http/prefer.ts';
import { findJob } from '../jobs/find-job.ts';
import { toJobDocument } from '../jobs/job-document.ts';
import { waitForEnd } from '../jobs/wait-for-end.ts';
import { preferWaitHeader } from '../openapi/headers.ts';

const longestWaitS = 60;

export const getJob: Endpoint = {
  operation: {
    operationId: 'getJob',
    tag: 'Jobs',
    summary: 'Get a job',
    description:
      'Every response has new presigned URLs. With `If-None-Match`, an unchanged job is answered with 304; the URLs of the last response are then valid for at least half of their lifetime.',
    headers: [
      preferWaitHeader,
      { name: 'If-None-Match', description: 'ETag of an earlier response.', example: 'W/"3q2-7w"' },
    ],
    responses: {
      200: {
        description: 'The job.',
        headers: {
          ETag: 'Changes with the job, and before its presigned URLs expire.',
          'Preference-Applied': 'The granted `wait`.',
        },
        schema: jobDocumentSchema,
      },
      304: { description: 'Nothing has changed since `If-None-Match`.' },
    },
    errors: ['not-found', 'too-many-requests', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const found = await findJob(call, call.request.params.id as string);
    const { waitS } = parsePrefer(call.request.get('prefer'));
    const grantedS = waitS === undefined ? undefined : Math.min(waitS, longestWaitS);
    const record = await waitForEnd(call, found.record, (grantedS ?? 0) * 1000);
    const tag = entityTag(record, call.urlTtlS);
    const headers = {
      'Cache-Control': 'no-store',
      ETag: tag,
      ...(grantedS === undefined ? {} : { 'Preference-Applied': `wait=${grantedS}` }),
    };
    if (matchesTag(tag, call.request.get('if-none-match'))) return { status: 304, headers };
    return { status: 200, headers, body: await toJobDocument(call, record) };
  },
};

/**
 * Changes with the record. Once the job has ended it also changes twice per lifetime of its links, so that a client
 * that only gets 304 never holds expired ones.
 */
function entityTag(record: JobRecord, urlTtlS: number): string {
  const halfLifetimes = isEnded(record.state) ? Math.floor(Date.now() / (urlTtlS * 500)) : 0;
  const hash = createHash('sha256').update(JSON.stringify([record, halfLifetimes]));
  return `W/"${hash.digest('base64url').slice(0, 22)}"`;
}

/** Not left to Express, which never answers 304 to `Cache-Control: no-cache`; fetch adds it to If-None-Match. */
function matchesTag(tag: string, ifNoneMatch: string | undefined): boolean {
  return (ifNoneMatch ?? '').split(',').some((given) => ['*', tag].includes(given.trim()));
}
