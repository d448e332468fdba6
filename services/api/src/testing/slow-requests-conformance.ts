import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { objectKeys } from '@dance-pose/contracts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openMemory } from './backends-conformance.ts';
import { eventually, filePart, formType } from './raw-request.ts';
import { type Backend, startTestApi, type TestApi } from './test-api.ts';

type StoreParts = Pick<Backend, 'store' | 'signedObjects'>;
export type OpenStore = (stack: AsyncDisposableStack) => Promise<StoreParts>;

/** The rules of production, in a thousandth of the time. */
const timeouts = { headersTimeout: 400, requestTimeout: 1200, connectionsCheckingInterval: 50 };
const stalledAfterMs = 500;

export function describeSlowRequests(storeName: string, openStore: OpenStore): void {
  describe(`clients that take their time: store ${storeName}`, () => slowRequestTests(openStore));
}

function slowRequestTests(openStore: OpenStore): void {
  let api: TestApi;
  let resources: AsyncDisposableStack;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    resources = new AsyncDisposableStack();
    const backend = { ...resources.use(await openMemory()), ...(await openStore(resources)) };
    const limits = { requestsPerMinute: 10_000, uploadsAtOnce: 8, waitsAtOnce: 8, openJobs: 8 };
    const options = { stalledAfterMs, limits, maxUploadBytes: 50_000_000 };
    api = resources.use(await startTestApi(backend, options, timeouts));
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await resources.disposeAsync();
  });

  const open = (head: string): Socket => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.on('error', () => undefined); // The test expects the connection to be cut.
    socket.write(head);
    sockets.push(socket);
    return socket;
  };
  /** Sends a piece repeatedly; resolves with the response once the connection is closed. */
  const drip = async (socket: Socket, piece: string, everyMs = 50): Promise<string> => {
    const timer = setInterval(() => socket.writable && socket.write(piece), everyMs);
    try {
      return await text(socket);
    } catch {
      return ''; // Reset: there was no response.
    } finally {
      clearInterval(timer);
    }
  };
  const formHead = (length: number, path = '/v1/jobs') =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${formType}\r\nContent-Length: ${length}\r\n\r\n${filePart()}`;
  const expectNothingLeft = async (): Promise<void> => {
    const { limiter, store, queue } = api.backend;
    const who = 'address:127.0.0.1';
    const holders = async () => [
      ...(await limiter.holders(`uploads:${who}`)),
      ...(await limiter.holders(`jobs:${who}`)),
    ];
    expect(await eventually(async () => (await holders()).length === 0)).toBe(true);
    expect(await eventually(async () => (await api.keys()).length === 0)).toBe(true);
    expect(await store.removeAbandoned('', new Date(Date.now() + 60_000))).toBe(0);
    expect((await queue.list({ owner: 'anonymous', limit: 5 })).jobs).toEqual([]);
    expect(api.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect((await api.submit('a.mp4')).state).toBe('queued');
  };

  test('headers that arrive byte by byte are cut off, and delay no other request', async () => {
    const began = Date.now();
    const slow = Array.from({ length: 60 }, () =>
      drip(open('GET /livez HTTP/1.1\r\nHost: localhost\r\n'), 'X-A: b\r\n'),
    );
    expect((await api.request('/livez')).status).toBe(200);
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - began).toBeGreaterThan(timeouts.headersTimeout - 100);
    await expectNothingLeft();
  });

  test.each([
    ['a form', () => formHead(10_000_000)],
    ['a form of a legacy client', () => formHead(10_000_000, '/upload')],
    [
      'JSON',
      () =>
        'POST /v1/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"filename":"',
    ],
    [
      'chunks',
      () =>
        `POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${formType}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ],
  ])('%s that arrives too slowly is cut off at its timeout', async (what, head) => {
    const answer = await drip(open(head()), what === 'chunks' ? '1\r\nx\r\n' : 'x');
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    await expectNothingLeft();
  });

  test('a large file that stalls midway leaves no partial object', async () => {
    const socket = open(formHead(30_000_000));
    const chunk = Buffer.alloc(1_000_000, 'x');
    // On a slow machine the connection is cut before all pieces are sent.
    for (let sent = 0; sent < 12 && !socket.destroyed; sent += 1) {
      if (!socket.write(chunk)) await once(socket, 'drain').catch(() => 'reset');
    }
    await text(socket).catch(() => 'reset');
    await expectNothingLeft();
  });

  test('what follows the file in a form has a time limit too', async () => {
    const socket = open(formHead(10_000_000));
    socket.write('\r\n--a-boundary-of-the-tests\r\nContent-Disposition: form-data; name="model"');
    await drip(socket, 'x');
    await expectNothingLeft();
  });

  test('a download that the client does not read is stopped', async () => {
    if (api.backend.signedObjects === undefined) return; // S3 serves its own files.
    const id = 'a'.repeat(32);
    const key = objectKeys.artifact(id, 'annotated.mp4');
    const body = Buffer.alloc(40_000_000);
    await api.backend.store.put(key, body, { contentType: 'video/mp4' });
    const link = { contentType: 'video/mp4', disposition: 'inline', fileName: 'a' } as const;
    const path = await api.backend.store.signGet(key, { ...link, expiresInS: 60 });
    const socket = open(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).pause();
    const ended = () => api.logged.some(({ aborted }) => aborted === true);
    expect(await eventually(ended)).toBe(true);
    socket.destroy();
    // A part, sent in one piece: if this process is busy for longer than the time limit, more would be cut off too.
    const part = await api.request(path, { headers: { Range: 'bytes=0-9999' } });
    expect((await part.arrayBuffer()).byteLength).toBe(10_000);
    await api.backend.store.deletePrefix(objectKeys.jobPrefix(id));
    await expectNothingLeft();
  });

  test('an upload to a presigned URL that is too slow is cut off and leaves nothing', async () => {
    if (api.backend.signedObjects === undefined) return; // S3 receives its own uploads.
    const ticket = await api.json(201, '/v1/uploads', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ filename: 'a.mp4', sizeBytes: 1_000_000 }),
    });
    const { pathname, search } = new URL((ticket.upload as { url: string }).url);
    const head = `PUT ${pathname}${search} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream`;
    const answer = await drip(open(`${head}\r\nContent-Length: 1000000\r\n\r\n`), 'x');
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    await expectNothingLeft();
  });
}
