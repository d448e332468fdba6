import {
  type CORSRule,
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadBucketCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { InitStep } from '../init-step.ts';
import { storeUnavailable } from '../store-errors.ts';
import { createS3Client, type S3StoreOptions } from './s3-store.ts';

export interface InitS3Options {
  /** Days after which objects of a prefix expire; `null`: never. */
  readonly expiry: readonly { readonly prefix: string; readonly days: number | null }[];
  /** Origins whose pages may upload directly to the bucket; `*`: all. */
  readonly origins: readonly string[];
}

/** Prefix of the ids of our rules; rules of other tools stay unchanged. */
const ruleName = 'dance-pose';

/**
 * Prepares the bucket, as far as the server supports it: creates it, blocks public access, sets lifecycle
 * rules, and allows uploads from pages (CORS). Keeps what exists; a second run changes nothing.
 * @throws UserError `store-unavailable` when the bucket cannot be reached or created.
 */
export async function initS3Bucket(
  options: S3StoreOptions,
  { expiry, origins }: InitS3Options,
): Promise<InitStep[]> {
  const { bucket: Bucket } = options;
  const client = createS3Client(options);
  try {
    return [
      await createBucket(client, Bucket, options.region),
      await ifSupported('no public access', () => refusePublicAccess(client, Bucket)),
      await ifSupported(
        'unfinished uploads are aborted after a day, and objects expire after their longest time to live',
        () => putLifecycle(client, Bucket, expiry),
      ),
      await ifSupported(`pages of ${origins.join(', ')} may upload`, () =>
        putCors(client, Bucket, origins),
      ),
    ];
  } catch (error) {
    throw storeUnavailable(error);
  } finally {
    client.destroy();
  }
}

const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;

async function createBucket(client: S3Client, Bucket: string, region: string): Promise<InitStep> {
  const what = `bucket ${Bucket}`;
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return { what, outcome: 'already exists' };
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
  // AWS refuses its default region as a location constraint.
  const location =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' } };
  await client.send(new CreateBucketCommand({ Bucket, ...location }));
  return { what, outcome: 'done' };
}

async function refusePublicAccess(client: S3Client, Bucket: string): Promise<void> {
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
}

async function putLifecycle(
  client: S3Client,
  Bucket: string,
  expiry: InitS3Options['expiry'],
): Promise<void> {
  const given = await undefinedOn404(
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  );
  const others = (given?.Rules ?? []).filter(({ ID }) => !ID?.startsWith(ruleName));
  const ours: LifecycleRule[] = expiry.map(({ prefix, days }) => ({
    ID: `${ruleName}-${prefix.replace(/\W/g, '')}`,
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    // In a bucket with versioning, a deleted clip must not survive as an old version.
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    ...(days === null ? {} : { Expiration: { Days: days } }),
  }));
  const LifecycleConfiguration = { Rules: [...others, ...ours] };
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration,
      // S3 requires a checksum for this request, whatever the client's settings.
      ChecksumAlgorithm: 'CRC32',
    }),
  );
}

async function putCors(
  client: S3Client,
  Bucket: string,
  origins: readonly string[],
): Promise<void> {
  const given = await undefinedOn404(client.send(new GetBucketCorsCommand({ Bucket })));
  const others = (given?.CORSRules ?? []).filter(({ ID }) => ID !== ruleName);
  const ours: CORSRule = {
    ID: ruleName,
    AllowedOrigins: [...origins],
    // GET and HEAD: for players that seek, and scripts that read the landmarks.
    AllowedMethods: ['GET', 'HEAD', 'POST', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Content-Range'],
    MaxAgeSeconds: 3600,
  };
  const CORSConfiguration = { CORSRules: [...others, ours] };
  await client.send(
    new PutBucketCorsCommand({ Bucket, CORSConfiguration, ChecksumAlgorithm: 'CRC32' }),
  );
}

/** Servers answer 404 if nothing is configured yet. */
async function undefinedOn404<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

async function ifSupported(what: string, configure: () => Promise<void>): Promise<InitStep> {
  try {
    await configure();
    return { what, outcome: 'done' };
  } catch (error) {
    if (!(error instanceof S3ServiceException) || !isUnsupported(error)) throw error;
    return { what, outcome: 'not supported by this server' };
  }
}

const isUnsupported = ({ name, $metadata: { httpStatusCode } }: S3ServiceException): boolean =>
  name === 'NotImplemented' || httpStatusCode === 501 || httpStatusCode === 405;
