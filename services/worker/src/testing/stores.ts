import { requireS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';

/** An empty store; one on disk keeps its objects under the root, an existing folder. */
export type OpenStore = (
  root: string,
) => Promise<{ readonly store: ObjectStore } & AsyncDisposable>;

export const openDisk: OpenStore = async (root) => {
  const store = createDiskStore({ root, secret: '0123456789abcdef' });
  return { store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
};

export const openS3: OpenStore = async () => {
  await using opened = new AsyncDisposableStack();
  const gateway = opened.use(await startS3Gateway(await requireS3Gateway()));
  const store = opened.use(createS3Store(gateway));
  const resources = opened.move();
  return { store, [Symbol.asyncDispose]: () => resources.disposeAsync() };
};
