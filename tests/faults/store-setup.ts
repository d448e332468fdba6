import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findS3Gateway,
  s3ServiceEnv,
  startS3Gateway,
  startTcpProxy,
} from '@dance-pose/local-stack';
import { createDiskStore, createS3Store, type ObjectStore } from '@dance-pose/storage';

/** Where objects are, and how they go away. */
export interface StoreSetup extends AsyncDisposable {
  /** Leads API and worker there. */
  readonly env: Readonly<Record<string, string>>;
  /** The store as nothing disturbs it. */
  readonly store: ObjectStore;
  /** The store cannot be reached in the meantime. */
  without(meanwhile: () => Promise<unknown>): Promise<void>;
  /** Names of files that were never finished. */
  unfinished(): Promise<string[]>;
}

export async function openDiskSetup(folder: string): Promise<StoreSetup> {
  const root = join(folder, 'store');
  await mkdir(root);
  const store = createDiskStore({ root, secret: 'nothing is signed with it' });
  return {
    env: { STORE: 'disk', DATA_DIR: root, URL_SECRET: 'only for this fault run' },
    store,
    // As a volume that is not mounted: its folder is not there.
    async without(meanwhile) {
      await rename(root, `${root}.away`);
      await meanwhile();
      await rename(`${root}.away`, root).catch((cause: unknown) => {
        throw new Error('somebody made a store in the place of the one that was away', { cause });
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
  if (program === undefined) throw new Error('versitygw is not installed, and Go is not either.');
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
      proxy.set('fair');
    },
    // Our files are too small to be sent in parts.
    unfinished: async () => [],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
