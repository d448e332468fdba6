import {
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  ListObjectsV2Command,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createS3Client, type S3StoreOptions } from './s3-store.ts';

/** `unsupported`: this server has no such thing. */
export type BucketRule = 'there' | 'missing' | 'unsupported';

/** What an operator must know of a bucket beyond that it can be written and read. */
export interface S3Facts {
  /** How far the server's clock is ahead of ours; S3 refuses what was signed 15 minutes off. */
  readonly clockAheadMs: number | null;
  /** Whether pages may send files straight to the bucket. */
  readonly cors: BucketRule;
  /** Whether unfinished uploads are cleared away, should the janitor not run. */
  readonly lifecycle: BucketRule;
}

/** @throws what the server or the network says, such as an S3ServiceException of the name `NoSuchBucket`. */
export async function inspectS3(options: S3StoreOptions, signal: AbortSignal): Promise<S3Facts> {
  const { bucket: Bucket } = options;
  const client = createS3Client(options);
  const how = { abortSignal: signal };
  let clockAheadMs: number | null = null;
  client.middlewareStack.add(
    (next) => async (given) => {
      const askedAt = Date.now();
      const answer = await next(given);
      clockAheadMs = aheadOf(answer.response, askedAt) ?? clockAheadMs;
      return answer;
    },
    { step: 'deserialize', priority: 'low' },
  );
  try {
    // Not HEAD: its answers have no body, and so no name for what is wrong.
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

function aheadOf(response: unknown, askedAt: number): number | undefined {
  const { headers } = response as { headers?: Readonly<Record<string, string>> };
  const theirs = Date.parse(headers?.date ?? '');
  // The header has whole seconds; theirs was somewhere between question and answer.
  return Number.isNaN(theirs) ? undefined : theirs + 500 - (askedAt + Date.now()) / 2;
}

async function ruleOf(answer: Promise<unknown>): Promise<BucketRule> {
  try {
    await answer;
    return 'there';
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode;
    if (status === 404) return 'missing';
    // Whoever may not look cannot tell.
    if (error.name === 'NotImplemented' || [403, 405, 501].includes(status ?? 0))
      return 'unsupported';
    throw error;
  }
}
