import { createTempFolder } from '@dance-pose/runtime';
import { createDiskStore, createSignedObjectHandler } from '@dance-pose/storage';
import { describeSlowRequests } from './testing/slow-requests-conformance.ts';

describeSlowRequests('disk', async (stack) => {
  const folder = stack.use(await createTempFolder('slow'));
  const store = createDiskStore({ root: folder.path, secret: 'a secret of the tests' });
  return { store, signedObjects: createSignedObjectHandler(store) };
});
