import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { requireS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { describeInterruptedPuts } from '../testing/interrupted-puts-conformance.ts';
import { describeObjectStore } from '../testing/object-store-conformance.ts';
import type { StoreFixture, StoreSubject } from '../testing/shared-conformance.ts';
import { describeSignedLinks } from '../testing/signed-links-conformance.ts';
import { createS3Store, type S3StoreOptions } from './s3-store.ts';

const { S3_TEST_ENDPOINT: givenEndpoint } = process.env;
const gatewayPath = givenEndpoint === undefined ? await requireS3Gateway() : undefined;

/** The server at S3_TEST_ENDPOINT, or a local gateway that stops with the fixture. */
async function openServer(): Promise<S3StoreOptions & AsyncDisposable> {
  if (gatewayPath !== undefined) return startS3Gateway(gatewayPath);
  const env = process.env;
  return {
    endpoint: givenEndpoint ?? '',
    region: env.S3_TEST_REGION ?? 'us-east-1',
    bucket: env.S3_TEST_BUCKET ?? 'dance-pose',
    credentials: {
      accessKeyId: env.S3_TEST_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.S3_TEST_SECRET_ACCESS_KEY ?? '',
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function openS3Store(uploadMethod: 'POST' | 'PUT'): Promise<StoreFixture> {
  const server = await openServer();
  const store = createS3Store({ ...server, uploadMethod });
  const client = new S3Client({ ...server, forcePathStyle: true });
  return {
    store,
    async leftovers() {
      const command = new ListMultipartUploadsCommand({ Bucket: server.bucket });
      const { Uploads = [] } = await client.send(command);
      return Uploads.map(({ Key, UploadId }) => `${Key} ${UploadId}`);
    },
    async breakOffPut(key) {
      const object = { Bucket: server.bucket, Key: key };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
      const half = { ...object, UploadId, PartNumber: 1, Body: Buffer.alloc(1000) };
      await client.send(new UploadPartCommand(half));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await store[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const subject = (uploadMethod: 'POST' | 'PUT'): StoreSubject => ({
  name: `S3 with ${uploadMethod} uploads`,
  open: () => openS3Store(uploadMethod),
  maxBufferedBytes: 48 * 1024 ** 2,
  openUnreachable: async () =>
    createS3Store({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      bucket: 'none',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    }),
});

describeObjectStore(subject('POST'));
describeInterruptedPuts(subject('POST'));
describeSignedLinks(subject('POST'));
describeSignedLinks(subject('PUT'));
