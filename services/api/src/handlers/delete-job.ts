import { audited } from '../access/audit.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { deleteJob as deleteWithObjects } from '../jobs/delete-job.ts';

export const deleteJob: Endpoint = {
  operation: {
    operationId: 'deleteJob',
    tag: 'Jobs',
    summary: 'Delete a job and all its files',
    description: 'An active job is cancelled first; its files are deleted a few seconds later.',
    responses: { 204: { description: 'The job is deleted.' } },
    errors: ['not-found', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    await audited(call, 'delete', () => deleteWithObjects(call, call.request.params.id as string));
    return { status: 204 };
  },
};
