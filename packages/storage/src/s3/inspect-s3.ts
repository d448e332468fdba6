import {
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  ListObjectsV2Command,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createS3Client, type S3StoreOptions } from './s3-store.ts';

/** `unsupported`: the server does not support the feature, or the credentials do not allow to read it. */
export type BucketRule = 'present' | 'missing' | 'unsupported';

/** Facts of a bucket that matter to an operator, besides read and write access. */
export interface S3Facts {
  /** Lead of the server's clock over ours; S3 refuses requests from an offset of 15 minutes on. */
  readonly clockAheadMs: number | null;
  /** CORS: pages may upload directly to the bucket. */
  readonly cors: BucketRule;
  /** Lifecycle rules: unfinished uploads are removed even if the janitor does not run. */
  readonly lifecycle: BucketRule;
}

/** @throws the error of the server or the network, such as an S3ServiceException named `NoSuchBucket`. */
export async function inspectS3(options: S3StoreOptions, signal: AbortSignal): Promise<S3Facts> {
  const { bucket: Bucket } = options;
  const client = createS3Client(options);
  const how = { abortSignal: signal };
  let clockAheadMs: number | null = null;
  client.middlewareStack.add(
    (next) => async (given) => {
      const askedAt = Date.now();
      const answer = await next(given);
      clockAheadMs = clockOffset(answer.response, askedAt) ?? clockAheadMs;
      return answer;
    },
    { step: 'deserialize', priority: 'low' },
  );
  try {
    // Not HEAD: its responses have no body, and so no error name.
    await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }), how);
    const cors = await ruleOf(client.send(new GetBucketCorsCommand({ Bucket }), how));
    const lifecycle = await ruleOf(
      client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }), how),
    );
    return { clockAheadMs, cors, lifecycle };
  } finally {
    client.destroy();
  }
}

function clockOffset(response: unknown, askedAt: number): number | undefined {
  const { headers } = response as { headers?: Readonly<Record<string, string>> };
  const theirs = Date.parse(headers?.date ?? '');
  // The header has whole seconds; the server wrote it between request and response.
  return Number.isNaN(theirs) ? undefined : theirs + 500 - (askedAt + Date.now()) / 2;
}

async function ruleOf(answer: Promise<unknown>): Promise<BucketRule> {
  try {
    await answer;
    return 'present';
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode;
    if (status === 404) return 'missing';
    // Without permission to read the rule, its state is unknown.
    if (error.name === 'NotImplemented' || [403, 405, 501].includes(status ?? 0))
      return 'unsupported';
    throw error;
  }
}
