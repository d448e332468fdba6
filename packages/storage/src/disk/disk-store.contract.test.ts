import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { describeInterruptedPuts } from '../testing/interrupted-puts-conformance.ts';
import { describeObjectStore } from '../testing/object-store-conformance.ts';
import type { StoreFixture, StoreSubject } from '../testing/shared-conformance.ts';
import { describeSignedLinks } from '../testing/signed-links-conformance.ts';
import { createDiskStore } from './disk-store.ts';
import { createSignedObjectHandler } from './signed-object-handler.ts';

const secret = 'a secret of tests only';

async function openDiskStore(): Promise<StoreFixture> {
  await using opened = new AsyncDisposableStack();
  const { path: root } = opened.use(await createTempFolder('disk-store'));
  const store = createDiskStore({ root, secret });
  const server = createServer(createSignedObjectHandler(store)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.defer(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const resources = opened.move();
  return {
    store,
    address: (link) => `http://127.0.0.1:${port}${link}`,
    leftovers: () => readdir(join(root, 'incoming')),
    async breakOffPut(key) {
      await store.put(key, Buffer.from('makes the folder'), { contentType: 'video/mp4' });
      await store.deletePrefix(key);
      await writeFile(join(root, 'incoming', randomUUID()), 'half an object');
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const disk: StoreSubject = {
  name: 'disk',
  open: openDiskStore,
  maxBufferedBytes: 24 * 1024 ** 2,
  openUnreachable: async () => createDiskStore({ root: '/nowhere/at/all', secret }),
};

describeObjectStore(disk);
describeInterruptedPuts(disk);
describeSignedLinks(disk);
