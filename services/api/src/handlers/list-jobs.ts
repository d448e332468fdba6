import {
  type JobList,
  jobListQuerySchema,
  jobListSchema,
  parseUserInput,
} from '@dance-pose/contracts';
import type { ListQuery } from '@dance-pose/queue';
import type { Endpoint } from '../http/endpoint.ts';
import { toJobDocument } from '../jobs/job-document.ts';

export const listJobs: Endpoint = {
  operation: {
    operationId: 'listJobs',
    tag: 'Jobs',
    summary: 'List your jobs, newest first',
    query: jobListQuerySchema,
    responses: { 200: { description: 'One page of jobs.', schema: jobListSchema } },
    errors: ['invalid-request', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const { limit, cursor, state } = parseUserInput(jobListQuerySchema, { ...call.request.query });
    const query: ListQuery = {
      owner: call.owner,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(state === undefined ? {} : { state }),
    };
    const page = await call.queue.list(query);
    const jobs = await Promise.all(page.jobs.map((record) => toJobDocument(call, record)));
    const body: JobList = { jobs, nextCursor: page.nextCursor };
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
  },
};
