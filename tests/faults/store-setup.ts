import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findS3Gateway,
  s3ServiceEnv,
  startS3Gateway,
  startTcpProxy,
} from '@dance-pose/local-stack';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';

/** A store for the objects, with a way to make it unavailable. */
export interface StoreSetup extends AsyncDisposable {
  /** Environment with which API and worker use the store. */
  readonly env: Readonly<Record<string, string>>;
  /** The store, reached directly; faults do not affect it. */
  readonly store: ObjectStore;
  /** Makes the store unavailable while `meanwhile` runs. */
  without(meanwhile: () => Promise<unknown>): Promise<void>;
  /** Names of incomplete files. */
  unfinished(): Promise<string[]>;
}

export async function openDiskSetup(folder: string): Promise<StoreSetup> {
  const root = join(folder, 'store');
  await mkdir(root);
  const store = createDiskStore({ root, secret: 'nothing is signed with it' });
  return {
    env: { STORE: 'disk', DATA_DIR: root, URL_SECRET: 'only for this fault run' },
    store,
    // Like a volume that is not mounted: the folder does not exist.
    async without(meanwhile) {
      await rename(root, `${root}.away`);
      await meanwhile();
      await rename(`${root}.away`, root).catch((cause: unknown) => {
        throw new Error('another store was created in place of the unavailable one', { cause });
      });
    },
    async unfinished() {
      const files = await readdir(root, { recursive: true });
      return files.filter((name) => name.startsWith('incoming/'));
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

export async function openS3Setup(): Promise<StoreSetup> {
  await using opened = new AsyncDisposableStack();
  const program = await findS3Gateway();
  if (program === undefined) throw new Error('Neither versitygw nor Go is installed.');
  const gateway = opened.use(await startS3Gateway(program));
  const proxy = opened.use(await startTcpProxy(Number(new URL(gateway.endpoint).port)));
  const store = opened.use(createS3Store(gateway));
  const resources = opened.move();
  return {
    env: s3ServiceEnv(gateway, `http://127.0.0.1:${proxy.port}`),
    store,
    async without(meanwhile) {
      proxy.set('cut');
      await meanwhile();
      proxy.set('normal');
    },
    // These files are too small for multipart uploads.
    unfinished: async () => [],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
