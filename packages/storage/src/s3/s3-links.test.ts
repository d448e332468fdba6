import { describe, expect, test } from '@jest/globals';
import { createS3Store } from './s3-store.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const read = {
  expiresInS: 900,
  contentType: 'video/mp4',
  disposition: 'attachment',
  fileName: 'dance.mp4',
} as const;
const write = { expiresInS: 900, contentType: 'video/mp4', sizeBytes: 12_345 };

describe('links of the S3 store', () => {
  const options = {
    ...{ bucket: 'clips', region: 'eu-central-1', credentials },
    ...{ endpoint: 'http://s3:7070', publicEndpoint: 'https://media.example.org' },
  };

  test('use the host that clients reach', async () => {
    const store = createS3Store(options);
    const link = await store.signGet('jobs/1/a.mp4', read);
    expect(link).toMatch(/^https:\/\/media\.example\.org\/clips\/jobs\/1\/a\.mp4\?/);
    expect((await store.signUpload('in', write)).url).toBe('https://media.example.org/clips');
  });

  test.each([
    ['text/html; charset=utf-8', 'attachment; filename="dance-report.html"'],
    ['image/svg+xml', 'attachment; filename="dance-report.html"'],
    ['video/mp4', 'inline; filename="dance-report.html"'],
  ])('serve %s as %s, because S3 cannot sandbox a page', async (contentType, disposition) => {
    const shown = {
      ...read,
      contentType,
      disposition: 'inline',
      fileName: 'dance-report.html',
    } as const;
    const link = new URL(await createS3Store(options).signGet('jobs/1/a', shown));
    expect(link.searchParams.get('response-content-disposition')).toBe(disposition);
  });

  test('use the bucket’s own host on AWS', async () => {
    const store = createS3Store({ bucket: 'clips', region: 'eu-central-1', credentials });
    const { host, pathname } = new URL(await store.signGet('jobs/1/a.mp4', read));
    expect(host).toBe('clips.s3.eu-central-1.amazonaws.com');
    expect(pathname).toBe('/jobs/1/a.mp4');
  });

  test('require no checksum, which clients could not send', async () => {
    const store = createS3Store({ ...options, uploadMethod: 'PUT' });
    const { url } = await store.signUpload('in', write);
    expect(url).not.toMatch(/checksum/i);
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host',
    );
  });

  test('a form allows one type and one size', async () => {
    const upload = await createS3Store(options).signUpload('in', write);
    expect(upload.method).toBe('POST');
    if (upload.method !== 'POST') return;
    const policy = JSON.parse(Buffer.from(upload.fields.Policy ?? '', 'base64').toString());
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 12_345, 12_345],
        { 'Content-Type': 'video/mp4' },
        { bucket: 'clips' },
        { key: 'in' },
      ]),
    );
  });
});
