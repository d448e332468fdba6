import { GetBucketCorsCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { requireS3Gateway, startS3Gateway } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { initS3Bucket } from './s3/init-s3.ts';
import { createS3Store } from './s3/s3-store.ts';

const gateway = await requireS3Gateway();
const options = {
  expiry: [
    { prefix: 'jobs/', days: 64 },
    { prefix: 'uploads/', days: null },
  ],
  origins: ['https://pose.example.org'],
};

describe('preparing a bucket on a real server', () => {
  test('creates it, private and open to uploads, as far as the server can; a second run changes nothing', async () => {
    await using server = await startS3Gateway(gateway);
    const bucket = { ...server, bucket: 'new-bucket' };
    const steps = await initS3Bucket(bucket, options);
    expect(steps.map(({ outcome }) => outcome)).toEqual([
      'done',
      'not supported by this server',
      'not supported by this server',
      'done',
    ]);
    await using store = createS3Store(bucket);
    await store.put('jobs/a', Buffer.from('x'), { contentType: 'video/mp4' });
    const again = await initS3Bucket(bucket, options);
    expect(again[0]).toEqual({ what: 'bucket new-bucket', outcome: 'already exists' });
    expect(again.slice(1)).toEqual(steps.slice(1));
    expect(await store.head('jobs/a')).toMatchObject({ sizeBytes: 1 });
  });

  test('keeps the rules of other tools and adds one of its own, however often it runs', async () => {
    await using server = await startS3Gateway(gateway);
    const client = new S3Client({ ...server, forcePathStyle: true });
    const Bucket = server.bucket;
    const theirs = { ID: 'theirs', AllowedOrigins: ['https://other.org'], AllowedMethods: ['GET'] };
    await client.send(
      new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [theirs] } }),
    );
    await initS3Bucket(server, options);
    await initS3Bucket(server, { ...options, origins: ['https://a.org', 'https://b.org'] });
    const { CORSRules = [] } = await client.send(new GetBucketCorsCommand({ Bucket }));
    expect(CORSRules).toEqual([
      expect.objectContaining(theirs),
      expect.objectContaining({ AllowedOrigins: ['https://a.org', 'https://b.org'] }),
    ]);
    const preflight = await fetch(`${server.endpoint}/${Bucket}`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.org', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://a.org');
    client.destroy();
  });

  test('reports that access is denied', async () => {
    await using server = await startS3Gateway(gateway);
    const credentials = { ...server.credentials, secretAccessKey: 'wrong' };
    const refused = initS3Bucket({ ...server, credentials }, options);
    await expect(refused).rejects.toMatchObject({ code: 'store-unavailable' });
    const away = initS3Bucket({ ...server, endpoint: 'http://127.0.0.1:1' }, options);
    await expect(away).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
