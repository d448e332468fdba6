import { Secret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServiceSettings } from '../settings.ts';
import type { Redis } from './redis.ts';

/** Shared by the API and the workers. */
export interface Shared {
  readonly bucket: Bucket;
  readonly redis: Redis;
  readonly settings: ServiceSettings;
}

/** Variables that the API and the workers must share; none of them is secret. */
export function sharedEnvironment(scope: Construct, { bucket, settings }: Shared) {
  return {
    STORE: 's3',
    S3_BUCKET: bucket.bucketName,
    S3_REGION: Stack.of(scope).region,
    ...settings.environment,
  };
}

export const sharedSecrets = ({ redis }: Shared): Record<string, Secret> => ({
  REDIS_URL: Secret.fromSecretsManager(redis.url),
});

/** Read and write access to the objects of these prefixes. Without list access S3 answers 403 for missing objects. */
export function objectsOf(bucket: Bucket, prefixes: readonly string[]): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}
