import type { ObjectStore } from './object-store.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  readonly region: string;
  /** URL of an S3-compatible server; absent: AWS. */
  readonly endpoint?: string;
  /** URL under which clients reach that server, when it is another than the one we use. */
  readonly publicEndpoint?: string;
  /** `host/bucket/key` in place of `bucket.host/key`; default: true when an endpoint is given. */
  readonly forcePathStyle?: boolean;
  /** Absent: the AWS SDK's own chain (environment, profile, instance role). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How clients upload straight to the store; default `POST`. */
  readonly uploadMethod?: 'POST' | 'PUT';
}

export function createS3Store(_options: S3StoreOptions): ObjectStore {
  throw new Error('createS3Store arrives with the next commit');
}
