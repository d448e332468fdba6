import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import {
  createDiskStore,
  createS3Store,
  type ObjectStore,
  type S3StoreOptions,
} from '@dance-pose/storage';

/** Store settings that are passed to other processes. */
export type StoreConfig =
  | { readonly kind: 'disk'; readonly root: string }
  | ({ readonly kind: 's3' } & S3StoreOptions);

/** Any secret works: no links are signed here. */
export function openStore(config: StoreConfig): ObjectStore {
  if (config.kind === 's3') return createS3Store(config);
  return createDiskStore({ root: config.root, secret: 'only for this scale run' });
}

/** @throws if there is no S3 server. */
export async function createStoreConfig(
  kind: StoreConfig['kind'],
  folder: string,
  opened: AsyncDisposableStack,
): Promise<StoreConfig> {
  if (kind === 'disk') {
    const root = join(folder, 'store');
    await mkdir(root);
    return { kind, root };
  }
  const program = await findS3Gateway();
  if (program === undefined) throw new Error('Neither versitygw nor Go is installed.');
  const { endpoint, region, bucket, credentials } = opened.use(await startS3Gateway(program));
  return { kind, endpoint, region, bucket, credentials };
}
