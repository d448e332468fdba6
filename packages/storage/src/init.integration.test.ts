import { once } from 'node:events';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { initDiskFolder } from './disk/init-disk.ts';
import { initS3Bucket } from './s3/init-s3.ts';

const options = {
  expiry: [
    { prefix: 'jobs/', days: 64 },
    { prefix: 'uploads/', days: null },
  ],
  origins: ['https://pose.example.org'],
};

describe('preparing a disk store', () => {
  test('creates the folder for this user only, once, and leaves an existing one as it is', async () => {
    await using folder = await createTempFolder('init');
    const root = join(folder.path, 'deep', 'store');
    expect(await initDiskFolder(root)).toEqual([
      { what: `folder ${root}, for this user only`, outcome: 'done' },
    ]);
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    await chmod(root, 0o750);
    expect(await initDiskFolder(root)).toEqual([
      { what: `folder ${root} with mode 0750`, outcome: 'already exists' },
    ]);
    expect((await stat(root)).mode & 0o777).toBe(0o750);
  });

  test('fails if there is a file at the path', async () => {
    await using folder = await createTempFolder('init');
    await mkdir(join(folder.path, 'a'));
    const root = join(folder.path, 'a', 'file');
    await writeFile(root, 'x');
    const refusal = { code: 'store-unavailable' };
    await expect(initDiskFolder(root)).rejects.toMatchObject(refusal);
    await expect(initDiskFolder(join(root, 'below'))).rejects.toMatchObject(refusal);
  });
});

/** Plays AWS where the gateway lacks a feature: it has a rule of another tool and keeps what is put. */
async function openServer() {
  const told = new Map<string, string>();
  const theirs =
    '<Rule><ID>theirs</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status></Rule>';
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://s3').searchParams;
    const about = ['lifecycle', 'publicAccessBlock', 'cors'].find((name) => query.has(name)) ?? '';
    if (request.method === 'PUT') told.set(about, await text(request));
    else if (about === 'lifecycle') {
      response.end(`<LifecycleConfiguration>${theirs}</LifecycleConfiguration>`);
      return;
    } else if (about === 'cors') response.statusCode = 404;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    told,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

describe('preparing a bucket of AWS', () => {
  test('blocks public access and adds lifecycle rules without touching other rules', async () => {
    await using server = await openServer();
    const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
    const { endpoint, told } = server;
    const bucket = { endpoint, credentials, bucket: 'b', region: 'eu-central-1' };
    const steps = await initS3Bucket(bucket, options);
    expect(steps.map(({ outcome }) => outcome)).toEqual(['already exists', 'done', 'done', 'done']);
    expect(told.get('publicAccessBlock')?.match(/>true</g)).toHaveLength(4);
    const [theirs, jobs, uploads] = told.get('lifecycle')?.match(/<Rule>.*?<\/Rule>/gs) ?? [];
    expect(theirs).toContain('<ID>theirs</ID>');
    expect(jobs).toContain('<Prefix>jobs/</Prefix>');
    expect(jobs).toContain('<Days>64</Days>');
    expect(jobs).toContain('<DaysAfterInitiation>1</DaysAfterInitiation>');
    expect(uploads).toContain('<Prefix>uploads/</Prefix>');
    expect(uploads).not.toContain('<Days>');
    expect(told.get('cors')).toContain('<AllowedOrigin>https://pose.example.org</AllowedOrigin>');
  });
});
