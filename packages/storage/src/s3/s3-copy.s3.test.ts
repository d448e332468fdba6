import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { HeadObjectCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import { requireS3Gateway, type S3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../object-store.ts';
import { copyObject } from './s3-copy.ts';
import { createS3Client, createS3Store } from './s3-store.ts';

describe('a copy of what one request cannot copy', () => {
  const resources = new AsyncDisposableStack();
  let gateway: S3Gateway;
  let client: S3Client;
  let store: ObjectStore;
  beforeAll(async () => {
    gateway = resources.use(await startS3Gateway(await requireS3Gateway()));
    client = resources.adopt(createS3Client(gateway), (each) => each.destroy());
    store = resources.use(createS3Store(gateway));
  });
  afterAll(async () => {
    await resources.disposeAsync();
  });

  const mebibyte = 1024 ** 2;
  const bounds = { requestBytes: 8 * mebibyte, partBytes: 5 * mebibyte };
  const at = (Key: string) => ({ Bucket: gateway.bucket, Key });
  const unfinished = async () =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: gateway.bucket }))).Uploads ?? [];

  test.each([8 * mebibyte, 8 * mebibyte + 1, 10 * mebibyte])('of %i bytes', async (sizeBytes) => {
    const bytes = randomBytes(sizeBytes);
    await store.put('from', bytes, { contentType: 'video/mp4' });
    await copyObject(client, at('from'), at('to'), bounds);
    expect(bytes.equals(await buffer(await store.get('to')))).toBe(true);
    const { ContentType } = await client.send(new HeadObjectCommand(at('to')));
    expect(ContentType).toBe('video/mp4');
    expect(await unfinished()).toEqual([]);
    await store.deletePrefix('to');
  });

  test('that fails leaves nothing, even if some parts were copied', async () => {
    await store.put('from', randomBytes(9 * mebibyte), { contentType: 'video/mp4' });
    // S3 accepts this size for the last part only.
    const tooSmall = { ...bounds, partBytes: 4 * mebibyte };
    await expect(copyObject(client, at('from'), at('to'), tooSmall)).rejects.toThrow();
    expect(await store.head('to')).toBeUndefined();
    expect(await unfinished()).toEqual([]);
  });
});
