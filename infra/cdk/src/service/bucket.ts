import { bucketExpiry } from '@dance-pose/contracts';
import { parseEnv, retention, serviceEnvShape } from '@dance-pose/runtime';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { z } from 'zod';
import type { ServiceSettings } from '../settings.ts';

/**
 * Bucket of inputs and artifacts. It is private: users get signed links. It has no versioning, because what a user
 * deletes must be gone. It outlives the stack.
 */
export function addBucket(
  scope: Construct,
  { domainName, environment }: Pick<ServiceSettings, 'domainName' | 'environment'>,
): Bucket {
  const kept = retention(parseEnv(z.object(serviceEnvShape), environment));
  const others = environment.CORS_ORIGINS?.split(',').map((origin) => origin.trim()) ?? [];
  return new Bucket(scope, 'Store', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: bucketExpiry(kept).map(({ prefix, days }) => ({
      id: `dance-pose-${prefix.replace(/\W/g, '')}`,
      prefix,
      abortIncompleteMultipartUploadAfter: Duration.days(1),
      ...(days === null ? {} : { expiration: Duration.days(days) }),
    })),
    // Same as `dance-pose storage init`: pages upload files and seek in videos.
    cors: [
      {
        id: 'dance-pose',
        allowedOrigins: [`https://${domainName}`, ...others],
        allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.POST, HttpMethods.PUT],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag', 'Content-Range'],
        maxAge: 3600,
      },
    ],
  });
}
