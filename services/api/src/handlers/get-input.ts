import { isEnded, objectKeys, UserError } from '@dance-pose/contracts';
import { audited } from '../access/audit.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { findJob } from '../jobs/find-job.ts';
import { inputMediaType } from '../jobs/input-media-type.ts';
import { signObject } from '../jobs/job-document.ts';
import { redirect } from '../jobs/redirect-to-artifact.ts';

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
    const link = await audited(call, 'link', async () => {
      const key = objectKeys.input(record.id);
      if ((await call.store.head(key)) === undefined) {
        const reason = isEnded(record.state) ? 'has expired' : 'is missing';
        throw new UserError('not-found', `The file of job ${record.id} ${reason}.`);
      }
      return signObject(call, key, {
        contentType: inputMediaType(record.input),
        disposition: 'inline',
        fileName: record.source.fileName,
      });
    });
    return redirect(link);
  },
};
