import { isEnded, objectKeys, UserError } from '@dance-pose/contracts';
import { audited } from '../access/audit.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { inputMediaType } from '../jobs/input-media-type.ts';

export const getInput: Endpoint = {
  operation: {
    operationId: 'getInput',
    tag: 'Jobs',
    summary: 'Get the uploaded file',
    description:
      'Redirects to a presigned URL that expires. The file is removed some time after the job has ended.',
    responses: {
      302: { description: 'The file exists.', headers: { Location: 'A new presigned URL.' } },
    },
    errors: ['not-found', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const { record } = await findJob(call, call.request.params.id as string);
    const { store, urlTtlS } = call;
    const link = await audited(call, 'link', async () => {
      const key = objectKeys.input(record.id);
      if ((await store.head(key)) === undefined) {
        const reason = isEnded(record.state) ? 'has expired' : 'is missing';
        throw new UserError('not-found', `The file of job ${record.id} ${reason}.`);
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
