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
  /** Objects of these prefixes expire so many days after they were made; `null`: never. */
  readonly expiry: readonly { readonly prefix: string; readonly days: number | null }[];
  /** Pages of which origins may send files straight to the bucket; `*`: all. */
  readonly origins: readonly string[];
}

/** Our rules carry this in their names; rules of others are left as they are. */
const ruleName = 'dance-pose';

/**
 * Makes the bucket ready, as far as the server can: there, closed to the public, cleaned by itself, open to
 * uploads from pages. What is there already stays; doing it again changes nothing.
 * @throws UserError `store-unavailable` when the bucket cannot be reached or made.
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
        'unfinished uploads are aborted after a day, and objects expire after the longest of their times',
        () => putLifecycle(client, Bucket, expiry),
      ),
      await ifSupported(`pages of ${origins.join(', ')} may send files`, () =>
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
    return { what, outcome: 'there already' };
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
  // AWS takes its first region for granted, and refuses to be told it.
  const place =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' } };
  await client.send(new CreateBucketCommand({ Bucket, ...place }));
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
  const given = await orNothing(
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  );
  const others = (given?.Rules ?? []).filter(({ ID }) => !ID?.startsWith(ruleName));
  const ours: LifecycleRule[] = expiry.map(({ prefix, days }) => ({
    ID: `${ruleName}-${prefix.replace(/\W/g, '')}`,
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    // In a bucket with versions a deleted clip must not live on as an old one.
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    ...(days === null ? {} : { Expiration: { Days: days } }),
  }));
  const LifecycleConfiguration = { Rules: [...others, ...ours] };
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration,
      // S3 asks for a checksum of this request, whatever the client's settings.
      ChecksumAlgorithm: 'CRC32',
    }),
  );
}

async function putCors(
  client: S3Client,
  Bucket: string,
  origins: readonly string[],
): Promise<void> {
  const given = await orNothing(client.send(new GetBucketCorsCommand({ Bucket })));
  const others = (given?.CORSRules ?? []).filter(({ ID }) => ID !== ruleName);
  const ours: CORSRule = {
    ID: ruleName,
    AllowedOrigins: [...origins],
    // GET and HEAD: players that seek, and scripts that read the landmarks.
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

/** Servers answer 404 where nothing was configured yet. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
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
