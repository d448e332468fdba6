import { findS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';

/** An empty store; one on disk keeps its objects under the root, an existing folder. */
export type OpenStore = (
  root: string,
) => Promise<{ readonly store: ObjectStore } & AsyncDisposable>;

export const openDisk: OpenStore = async (root) => {
  const store = createDiskStore({ root, secret: '0123456789abcdef' });
  return { store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
};

const openS3 = async (gatewayPath: string) => {
  await using opened = new AsyncDisposableStack();
  const store = opened.use(createS3Store(opened.use(await startS3Gateway(gatewayPath))));
  const resources = opened.move();
  return { store, [Symbol.asyncDispose]: () => resources.disposeAsync() };
};

/** Disk, and S3 where there is a server for it. */
export async function realStores(): Promise<[string, OpenStore][]> {
  const path = await findS3Gateway();
  if (path === undefined) process.stderr.write('Nothing is tested with S3: there is no server\n');
  return [
    ['disk', openDisk],
    ...(path === undefined ? [] : [['S3', () => openS3(path)] as [string, OpenStore]]),
  ];
}
