import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemSchema, UserError } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SignedUpload, SignGetOptions } from '../object-store.ts';
import { createDiskStore, type DiskStore } from './disk-store.ts';
import { createSignedObjectHandler } from './signed-object-handler.ts';

const secret = 'a secret of tests only';
const video = { contentType: 'video/mp4' };

/** Sends a GET with path and headers unchanged; fetch would normalise them. */
async function ask(url: string, headers: Record<string, string>, path?: string) {
  const sent = request(url, { headers, ...(path === undefined ? {} : { path }) }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer.resume();
}

describe('the handler of signed links', () => {
  let store: DiskStore;
  let origin: string;
  let resources: AsyncDisposableStack;
  const faults: unknown[] = [];
  let alone: boolean;

  beforeEach(async () => {
    faults.length = 0;
    alone = false;
    await using opened = new AsyncDisposableStack();
    const folder = opened.use(await createTempFolder('handler'));
    store = createDiskStore({ root: folder.path, secret });
    const handler = createSignedObjectHandler(store);
    const server = createServer((req, res) => {
      if (alone) return handler(req, res);
      handler(req, res, (error) => {
        if (error !== undefined) faults.push(error);
        res.writeHead(error === undefined ? 299 : 500).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.defer(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    resources = opened.move();
  });
  afterEach(() => resources.disposeAsync());

  const sign = async (key: string, options: Partial<SignGetOptions> = {}): Promise<string> => {
    const link = { expiresInS: 60, disposition: 'inline', fileName: 'a.mp4' } as const;
    return origin + (await store.signGet(key, { ...link, ...video, ...options }));
  };
  const signUpload = async (key: string, sizeBytes: number) => {
    const upload = await store.signUpload(key, { ...video, expiresInS: 60, sizeBytes });
    return { ...(upload as SignedUpload & { method: 'PUT' }), url: origin + upload.url };
  };

  test('answers HEAD, and 304 while nothing has changed', async () => {
    await store.put('jobs/1/a', Buffer.from('0123456789'), video);
    const link = await sign('jobs/1/a');
    const head = await fetch(link, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe('10');
    // fetch bypasses its cache when a conditional header is set, so it cannot be used here.
    const headers = { 'If-None-Match': head.headers.get('etag') ?? '' };
    expect((await ask(link, headers)).statusCode).toBe(304);
    await store.put('jobs/1/a', Buffer.from('something else'), video);
    expect((await ask(link, headers)).statusCode).toBe(200);
    expect((await ask(link, { 'If-Match': '"other"' })).statusCode).toBe(412);
  });

  test('never lets a file run as a page of our origin', async () => {
    await store.put('a', Buffer.from('<script>alert(1)</script>'), video);
    const { headers } = await fetch(await sign('a', { contentType: 'text/html' }));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe('sandbox');
    expect(headers.get('cache-control')).toBe('private');
  });

  test('answers errors as problem+json that reveals nothing of the object', async () => {
    await store.put('a', Buffer.from('x'), video);
    const link = await sign('a');
    const expired = await sign('a', { expiresInS: -1 });
    const missing = await sign('b');
    await store.put('folder/c', Buffer.from('x'), video);
    for (const [url, method, code] of [
      [link.replace('signature=', 'signature=A'), 'GET', 'forbidden'],
      [`${origin}/objects/a`, 'GET', 'forbidden'],
      [`${link}&x=1`, 'GET', 'forbidden'],
      [expired, 'GET', 'forbidden'],
      [missing, 'GET', 'not-found'],
      [await sign('folder'), 'GET', 'not-found'],
      [link, 'DELETE', 'method-not-allowed'],
    ] as const) {
      const answer = await fetch(url, { method });
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-disposition')).toBeNull();
      const problem = problemSchema.parse(await answer.json());
      expect(problem).toMatchObject({ code, status: answer.status });
    }
    const refused = await fetch(link, { method: 'DELETE' });
    expect(refused.headers.get('allow')).toBe('GET, HEAD, PUT');
    expect(faults).toEqual([]);
  });

  test('refuses paths that lead out of the folder, even correctly signed ones', async () => {
    for (const key of ['../secret', 'a/../../secret', '%2e%2e/secret']) {
      const path = store.links.sign('GET', key, { type: 'text/plain', name: 'a' }, 60);
      expect([403, 404]).toContain((await ask(origin, {}, path)).statusCode);
    }
  });

  test('passes every other path to the next handler', async () => {
    expect((await fetch(`${origin}/v1/jobs`)).status).toBe(299);
    expect((await fetch(`${origin}/objects`)).status).toBe(299);
  });

  test('an interrupted upload leaves nothing and is not reported as our error', async () => {
    const { url, headers } = await signUpload('in', 1_000_000);
    const sent = request(url, {
      method: 'PUT',
      headers: { ...headers, 'Content-Length': 1_000_000 },
    });
    sent.on('error', () => {});
    sent.write(Buffer.alloc(300_000));
    await sleep(200);
    sent.destroy();
    await sleep(200);
    expect(await store.head('in')).toBeUndefined();
    expect(faults).toEqual([]);
  });

  test('refuses an upload of unknown length', async () => {
    const { url, headers } = await signUpload('in', 5);
    const sent = request(url, { method: 'PUT', headers });
    sent.write('123');
    sent.end('45');
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(400);
    answer.resume();
    expect(await store.head('in')).toBeUndefined();
  });

  test('answers with an error when the store fails in the middle of an upload', async () => {
    const { url, headers } = await signUpload('in', 20_000_000);
    store.put = async (_, body) => {
      for await (const _chunk of body) break;
      await sleep(50); // The connection must still be open at this point.
      throw new UserError('store-unavailable', 'The disk is full.');
    };
    const body = Buffer.alloc(20_000_000);
    const answer = await fetch(url, { method: 'PUT', headers, body });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'store-unavailable' });
    // Many clients send the whole body before they read the response.
    const { host, port, pathname, search } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1').setTimeout(5_000, () => socket.destroy());
    socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n`);
    socket.write(`Content-Type: video/mp4\r\nContent-Length: ${body.length}\r\n\r\n`);
    await new Promise((sent) => socket.write(body, sent));
    const [head] = await once(socket, 'data');
    expect(String(head)).toMatch(/^HTTP\/1\.1 503 /);
    socket.destroy();
  });

  test('passes internal errors to the next handler, and answers them itself without one', async () => {
    const link = await sign('a');
    store.links.verify = () => {
      throw new TypeError('an internal error');
    };
    expect((await fetch(link)).status).toBe(500);
    expect(faults).toEqual([new TypeError('an internal error')]);
    alone = true;
    const answer = await fetch(link);
    expect(answer.status).toBe(500);
    const problem = problemSchema.parse(await answer.json());
    expect(problem.code).toBe('internal');
    expect(problem.detail).not.toContain('an internal error');
    expect((await fetch(origin)).status).toBe(404);
  });
});
