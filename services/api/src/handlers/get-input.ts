import { isEnded, objectKeys, UserError } from '@dance-pose/contracts';
import { audited } from '../access/audit.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { inputMediaType } from '../jobs/input-media-type.ts';

export const getInput: Endpoint = {
  operation: {
    operationId: 'getInput',
    tag: 'Jobs',
    summary: 'The file that was sent',
    description:
      'Redirects to a link that is good for a while. Some time after the job has ended the file is removed.',
    responses: {
      302: { description: 'The file is there.', headers: { Location: 'A freshly signed link.' } },
    },
    errors: ['not-found', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const { record } = await findJob(call, call.request.params.id as string);
    const { store, urlTtlS } = call;
    const link = await audited(call, 'link', async () => {
      const key = objectKeys.input(record.id);
      if ((await store.head(key)) === undefined) {
        const when = isEnded(record.state) ? 'was removed after its time' : 'is not there';
        throw new UserError('not-found', `The file that was sent for job ${record.id} ${when}.`);
      }
      return store.signGet(key, {
        expiresInS: urlTtlS,
        contentType: inputMediaType(record.input),
        disposition: 'inline',
        fileName: record.source.fileName,
      });
    });
    const headers = { Location: new URL(link, call.origin).href, 'Cache-Control': 'no-store' };
    return { status: 302, headers };
  },
};
