import { addAbortSignal, Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type ListObjectsV2CommandOutput,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { writeBody } from '../body-chunks.ts';
import { assertKeyPrefix, assertObjectKey } from '../object-key.ts';
import type { ObjectInfo, ObjectStore } from '../object-store.ts';
import { objectNotFound, storeUnavailable } from '../store-errors.ts';
import { copyObject, moveObject } from './s3-copy.ts';
import { type LinkTarget, signGet, signPost, signPut } from './s3-links.ts';
import { abortUnfinished } from './s3-unfinished.ts';
import { uploadChunks } from './s3-upload.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  readonly region: string;
  /** URL of an S3-compatible server as this process reaches it; absent: AWS. */
  readonly endpoint?: string;
  /** URL of the same server as clients reach it; links are signed for this host. Default: `endpoint`. */
  readonly publicEndpoint?: string;
  /** `host/bucket/key` instead of `bucket.host/key`; default: true if an endpoint is given. */
  readonly forcePathStyle?: boolean;
  /** Absent: the default provider chain of the AWS SDK (environment, profile, instance role). */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /**
   * Method of direct uploads. Both fix the type and the exact size. `POST` (default, a signed
   * form) works with AWS, Versity, MinIO and Ceph; `PUT` also with servers without form uploads (Cloudflare R2).
   */
  readonly uploadMethod?: 'POST' | 'PUT';
}

/**
 * An object store in a bucket of AWS S3 or a compatible server. The bucket must exist. Credentials need
 * GetObject, PutObject, DeleteObject, AbortMultipartUpload, ListBucketMultipartUploads and ListBucket (without
 * the last, AWS answers 403 instead of 404 for a missing object). Links signed with temporary credentials
 * expire with them.
 */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const { bucket: Bucket, uploadMethod = 'POST' } = options;
  const client = createS3Client(options);
  const signer = new S3Client({
    ...clientConfig(options, options.publicEndpoint ?? options.endpoint),
    credentials: client.config.credentials,
  });
  const objectAt = (key: string): LinkTarget => {
    assertObjectKey(key);
    return { Bucket, Key: key };
  };
  return {
    async put(key, body, limits) {
      const object = objectAt(key);
      return writeBody(body, limits, (chunks) =>
        uploadChunks(client, object, limits.contentType, chunks, limits.signal),
      );
    },
    get: (key, signal) => getObject(client, objectAt(key), signal),
    head: (key) => headObject(client, objectAt(key)),
    async *list(prefix, { after } = {}) {
      for await (const page of pages(client, Bucket, prefix, after)) yield* page;
    },
    async copy(fromKey, toKey) {
      const copied = copyObject(client, objectAt(fromKey), objectAt(toKey));
      await copied.catch(failedOr404(fromKey));
    },
    async move(fromKey, toKey) {
      const moved = moveObject(client, objectAt(fromKey), objectAt(toKey));
      await moved.catch(failedOr404(fromKey));
    },
    deletePrefix: (prefix) => deleteObjects(client, Bucket, prefix),
    removeAbandoned: (prefix, startedBefore) =>
      abortUnfinished(client, { Bucket, Prefix: prefix }, startedBefore),
    signGet: async (key, link) => signGet(signer, objectAt(key), link),
    signUpload: async (key, link) =>
      (uploadMethod === 'POST' ? signPost : signPut)(signer, objectAt(key), link),
    async ping() {
      await client.send(new HeadBucketCommand({ Bucket })).catch(failed);
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      signer.destroy();
    },
  };
}

export function createS3Client(options: S3StoreOptions): S3Client {
  return new S3Client(clientConfig(options, options.endpoint));
}

function clientConfig(options: S3StoreOptions, endpoint: string | undefined): S3ClientConfig {
  return {
    region: options.region,
    forcePathStyle: options.forcePathStyle ?? endpoint !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    // Some servers refuse the SDK's CRC trailers, and a signed link cannot carry one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 2_000,
      // Until the response starts; uploads set a longer one.
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
      // Time without a byte; a reader that pauses longer loses its connection.
      socketTimeout: 120_000,
    },
  };
}

const failed = (cause: unknown): never => {
  throw storeUnavailable(cause);
};

const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  error.$metadata.httpStatusCode === 404 &&
  error.name !== 'NoSuchBucket';

const failedOr404 =
  (key: string) =>
  (error: unknown): never => {
    throw isMissing(error) ? objectNotFound(key, error) : storeUnavailable(error);
  };

async function getObject(
  client: S3Client,
  object: LinkTarget,
  signal: AbortSignal | undefined,
): Promise<Readable> {
  const abortable = signal === undefined ? {} : { abortSignal: signal };
  const { Body } = await client.send(new GetObjectCommand(object), abortable).catch((error) => {
    signal?.throwIfAborted();
    if (isMissing(error)) throw objectNotFound(object.Key, error);
    throw storeUnavailable(error);
  });
  if (!(Body instanceof Readable)) throw new Error('The S3 client gave no Node stream');
  const stream = Readable.from(storeChunks(Body), { objectMode: false });
  // If the stream is closed before the first read, the generator that destroys the body never starts.
  stream.once('close', () => Body.destroy());
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

async function* storeChunks(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw storeUnavailable(error);
  }
}

async function headObject(client: S3Client, object: LinkTarget): Promise<ObjectInfo | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand(object));
    return objectInfo(object.Key, head.ContentLength, head.LastModified);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw storeUnavailable(error);
  }
}

function objectInfo(
  key: string | undefined,
  sizeBytes: number | undefined,
  modifiedAt: Date | undefined,
): ObjectInfo {
  if (key === undefined || sizeBytes === undefined || modifiedAt === undefined) {
    throw new Error(`The S3 server describes the object ${key} without size or time`);
  }
  return { key, sizeBytes, modifiedAt };
}

async function* pages(
  client: S3Client,
  Bucket: string,
  prefix: string,
  after?: string,
): AsyncGenerator<ObjectInfo[]> {
  assertKeyPrefix(prefix);
  const start = after === undefined ? {} : { StartAfter: after };
  const paginator = paginateListObjectsV2({ client }, { Bucket, Prefix: prefix, ...start });
  for (;;) {
    const next: IteratorResult<ListObjectsV2CommandOutput> = await paginator.next().catch(failed);
    if (next.done) return;
    const objects = next.value.Contents ?? [];
    yield objects.map(({ Key, Size, LastModified }) => objectInfo(Key, Size, LastModified));
  }
}

async function deleteObjects(client: S3Client, Bucket: string, prefix: string): Promise<void> {
  // A page of the list has 1000 objects, the maximum of one delete request.
  for await (const page of pages(client, Bucket, prefix)) {
    if (page.length === 0) continue;
    const Delete = { Objects: page.map(({ key: Key }) => ({ Key })), Quiet: true };
    const { Errors = [] } = await client
      .send(new DeleteObjectsCommand({ Bucket, Delete }))
      .catch(failed);
    // Some servers report objects that are gone already, for example when the client retries after a lost response.
    const first = Errors.find(({ Code }) => Code !== 'NoSuchKey');
    if (first !== undefined) {
      throw storeUnavailable(new Error(`${first.Key} was not deleted: ${first.Message}`));
    }
  }
}
