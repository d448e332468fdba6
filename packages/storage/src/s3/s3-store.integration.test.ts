import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createS3Store } from './s3-store.ts';

// A fake server for what a real one does not do on demand: fail, hang and disconnect. It implements only the
// requests that the store sends; `s3-store.s3.test.ts` uses a real server.
type Answer = (req: IncomingMessage, res: ServerResponse) => void;

const status =
  (code: number, body = ''): Answer =>
  (_, res) =>
    void res.writeHead(code, { ETag: '"e"', 'Content-Type': 'application/xml' }).end(body);

const initiated = status(
  200,
  '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
);

async function openServer(answers: Readonly<Record<string, Answer>>) {
  const requests: string[] = [];
  const server = createServer((req, res) => {
    const { searchParams } = new URL(req.url ?? '', 'http://localhost');
    const part = searchParams.get('partNumber');
    const about = ['uploads', 'uploadId'].find((name) => searchParams.has(name)) ?? '';
    const request = `${req.method} ${part === null ? about : 'part'}`;
    requests.push(request);
    req.resume().once('end', () => (answers[request] ?? status(404))(req, res));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const store = createS3Store({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    bucket: 'bucket',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  return {
    store,
    requests,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A body of one gibibyte that counts how much of it was read. */
function countedBody() {
  let readBytes = 0;
  const block = Buffer.alloc(256 * 1024);
  const body = new Readable({
    read() {
      readBytes += block.length;
      this.push(readBytes > 1024 ** 3 ? null : block);
    },
  });
  return { body, readBytes: () => readBytes };
}

const options = { contentType: 'video/mp4' };
const unavailable = expect.objectContaining({ code: 'store-unavailable' });

describe('a multipart upload', () => {
  test('stops reading when a part fails, and is aborted on the server', async () => {
    await using s3 = await openServer({
      'POST uploads': initiated,
      'PUT part': status(500),
      'DELETE uploadId': status(204),
    });
    const { body, readBytes } = countedBody();
    await expect(s3.store.put('a', body, options)).rejects.toEqual(unavailable);
    expect(body.destroyed).toBe(true);
    expect(readBytes()).toBeLessThan(40 * 1024 ** 2);
    expect(s3.requests.at(-1)).toBe('DELETE uploadId');
    const requests = s3.requests.length;
    await sleep(300);
    expect(s3.requests).toHaveLength(requests);
  });

  test('is aborted on the server when it cannot be completed', async () => {
    await using s3 = await openServer({
      'POST uploads': initiated,
      'PUT part': status(200),
      'POST uploadId': status(400, '<Error><Code>InvalidPart</Code></Error>'),
      'DELETE uploadId': status(204),
    });
    await expect(s3.store.put('a', Buffer.alloc(11 * 1024 ** 2), options)).rejects.toEqual(
      unavailable,
    );
    expect(s3.requests).toEqual([
      'POST uploads',
      ...['PUT part', 'PUT part', 'PUT part'],
      ...['POST uploadId', 'DELETE uploadId'],
    ]);
  });

  test('ends soon after an abort, although the server hangs', async () => {
    await using s3 = await openServer({
      'POST uploads': initiated,
      'PUT part': () => {},
      'DELETE uploadId': status(204),
    });
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const { body } = countedBody();
    const put = s3.store.put('a', body, { ...options, signal: abort.signal });
    const settled = expect(put).rejects.toBe(reason);
    await sleep(500);
    const before = performance.now();
    abort.abort(reason);
    await settled;
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(s3.requests.at(-1)).toBe('DELETE uploadId');
  });
});

test('a get that breaks off half-way fails with store-unavailable', async () => {
  await using s3 = await openServer({
    'GET ': (_, res) => {
      res.writeHead(200, { 'Content-Length': '1000' }).write('half');
      setTimeout(() => res.destroy(), 50);
    },
  });
  await expect(buffer(await s3.store.get('a'))).rejects.toEqual(unavailable);
});

test('an unread get releases its connection', async () => {
  const closed = Promise.withResolvers<void>();
  await using s3 = await openServer({
    'GET ': (_, res) => {
      res.once('close', closed.resolve).writeHead(200, { 'Content-Length': '1000000' });
      res.write('the beginning');
    },
  });
  const stream = await s3.store.get('a');
  stream.destroy();
  await closed.promise;
});
