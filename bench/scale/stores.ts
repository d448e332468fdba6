import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import {
  createDiskStore,
  createS3Store,
  type ObjectStore,
  type S3StoreOptions,
} from '@dance-pose/storage';

/** Where objects are, told from process to process. */
export type StorePlace =
  | { readonly kind: 'disk'; readonly root: string }
  | ({ readonly kind: 's3' } & S3StoreOptions);

/** Any secret will do: nobody signs a link here. */
export function openStore(place: StorePlace): ObjectStore {
  if (place.kind === 's3') return createS3Store(place);
  return createDiskStore({ root: place.root, secret: 'only for this scale run' });
}

/** @throws where there is no S3 server. */
export async function makeStorePlace(
  kind: StorePlace['kind'],
  folder: string,
  opened: AsyncDisposableStack,
): Promise<StorePlace> {
  if (kind === 'disk') {
    const root = join(folder, 'store');
    await mkdir(root);
    return { kind, root };
  }
  const program = await findS3Gateway();
  if (program === undefined) throw new Error('versitygw is not installed, and Go is not either.');
  const { endpoint, region, bucket, credentials } = opened.use(await startS3Gateway(program));
  return { kind, endpoint, region, bucket, credentials };
}
