import { requireS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { createS3Store } from '@dance-pose/storage';
import { describeSlowRequests } from './testing/slow-requests-conformance.ts';

describeSlowRequests('s3', async (stack) => ({
  store: stack.use(createS3Store(stack.use(await startS3Gateway(await requireS3Gateway())))),
}));
