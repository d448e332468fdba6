import { setTimeout as sleep } from 'node:timers/promises';
import type { JobDocument } from '@dance-pose/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { file, form, formType } from './form.ts';
import type { Answer, Sending } from './sender.ts';
import {
  artifactKey,
  linkOptions,
  openTestBench,
  type StoreKind,
  type TestBench,
} from './test-bench.ts';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Open to everyone: health checks, and deleting one's own session. */
const openWays = ['GET /health', 'GET /livez', 'GET /readyz', 'DELETE /v1/session'];
const methods = ['get', 'post', 'put', 'delete', 'patch'];

export function describeAccess(kind: StoreKind): void {
  describe(`anyone who may not, gets nothing: store ${kind}`, () => accessTests(kind));
}

function accessTests(kind: StoreKind): void {
  let bench: TestBench;
  let id: string;
  /** Every endpoint for the teacher's finished job, from the API's own description. */
  let ways: [method: string, path: string][];
  beforeAll(async () => {
    bench = await openTestBench(kind);
    id = await bench.finishedJob();
    const described = JSON.parse((await as(bench.teacher, '/openapi.json')).text) as OpenApi;
    ways = Object.entries(described.paths).flatMap(([path, rows]) =>
      Object.keys(rows)
        .filter((method) => methods.includes(method))
        .map((method): [string, string] => [method.toUpperCase(), fill(path)]),
    );
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
  });

  const as = (key: string, path: string, { headers, ...rest }: Sending = {}) =>
    bench.send(path, { ...rest, headers: { ...headers, Authorization: `Bearer ${key}` } });
  const fill = (path: string): string =>
    path
      .replace('{id}', id)
      .replace('{name}', 'landmarks.json')
      .replace('{file}', `${id}_annotated.mp4`);
  const expectNothing = (answer: Answer, status: number): void => {
    expect([answer.status, answer.headers['content-type'], answer.headers.location]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      undefined,
    ]);
    expect(answer.text).not.toContain(bench.canary);
    expect(answer.text).not.toContain('dance.mp4');
  };

  test('a key that is missing, wrong, truncated, hashed, misplaced or of the wrong kind is refused everywhere', async () => {
    const { teacher } = bench;
    const wrong: Record<string, string>[] = [
      {},
      { Authorization: '' },
      { Authorization: 'Bearer' },
      { Authorization: `Bearer ${teacher.slice(0, -1)}` },
      { Authorization: `Bearer ${teacher}A` },
      { Authorization: `Bearer ${teacher.toLowerCase()}` },
      { Authorization: `Bearer  "${teacher}"` },
      { Authorization: `Basic ${Buffer.from(`teacher:${teacher}`).toString('base64')}` },
      { Authorization: teacher },
      { 'X-Api-Key': teacher },
      { Cookie: `key=${teacher}; Authorization=Bearer ${teacher}` },
      { Cookie: 'dance-pose-key=' },
      { Cookie: `dance-pose-key=${teacher.slice(0, -1)}` },
      { Cookie: `dance-pose-key=%00; dance-pose-key=${teacher.toUpperCase()}` },
      { 'Proxy-Authorization': `Bearer ${teacher}` },
    ];
    expect(ways.length).toBeGreaterThan(10);
    for (const [method, path] of ways) {
      if (openWays.includes(`${method} ${path}`)) continue;
      for (const headers of wrong) expectNothing(await bench.send(path, { method, headers }), 401);
      const inAddress = `${path}?key=${teacher}&access_token=${teacher}&api_key=${teacher}`;
      expectNothing(await bench.send(inAddress, { method }), 401);
    }
  });

  test('the key of another owner finds no job of mine at any endpoint, and changes nothing', async () => {
    const mine = ways.filter(([, path]) => path.includes(id));
    const json = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
    const asking = (method: string): Sending => ({ method, ...(method === 'POST' ? json : {}) });
    expect(mine.length).toBeGreaterThanOrEqual(7);
    for (const [method, path] of mine) {
      const foreign = await as(bench.studio, path, asking(method));
      expectNothing(foreign, 404);
      const none = await as(bench.studio, path.replace(id, 'f'.repeat(32)), asking(method));
      const told = ({ text }: Answer) => {
        const { requestId, ...rest } = JSON.parse(text) as Record<string, string>;
        return JSON.stringify(rest).replaceAll(/[0-9a-f]{32}/g, '…');
      };
      expect(told(foreign)).toBe(told(none));
    }
    expect((await as(bench.studio, '/v1/jobs')).text).toBe('{"jobs":[],"nextCursor":null}');
    expect((await as(bench.teacher, `/v1/jobs/${id}`)).status).toBe(200);
    expect(await bench.store.head(artifactKey(id))).toBeDefined();
  });

  test("a cookie grants its owner's access only, and no page of another site can use it", async () => {
    const withCookie = (key: string, method: string, headers: Record<string, string> = {}) =>
      bench.send(`/v1/jobs/${id}`, {
        method,
        headers: { Cookie: `dance-pose-key=${key}`, ...headers },
      });
    expectNothing(await withCookie(bench.studio, 'GET'), 404);
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ] as Record<string, string>[]) {
      expectNothing(await withCookie(bench.teacher, 'DELETE', headers), 403);
    }
    const mine = await withCookie(bench.teacher, 'GET', { Origin: 'https://evil.example' });
    expect(mine.status).toBe(200);
    expect(mine.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('nobody can make a job of an upload that another owner announced', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const post = (key: string, path: string, body: unknown) =>
      as(key, path, { method: 'POST', headers, body: JSON.stringify(body) });
    const ticket = await post(bench.teacher, '/v1/uploads', { filename: 'a.mp4', sizeBytes: 5 });
    const { uploadId } = JSON.parse(ticket.text) as { uploadId: string };
    expectNothing(await post(bench.studio, '/v1/jobs', { uploadId }), 404);
    expectNothing(await post(bench.studio, '/v1/jobs', { uploadId: id }), 404);
  });

  test('presigned URLs are valid only for their own secret, name, time, method and job', async () => {
    const document = JSON.parse((await as(bench.teacher, `/v1/jobs/${id}`)).text) as JobDocument;
    const link = document.result?.previewUrl ?? '';
    expect((await bench.send(link)).text).toBe(bench.canary);
    const other = await bench.finishedJob();
    const at = (path: string): string => new URL(path, bench.url).href;
    const forged = at(await bench.forger.signGet(artifactKey(id), linkOptions));
    const [bare = '', query = ''] = link.split('?');
    const changed = [...new URL(link).searchParams].map(([name, value]) => {
      const url = new URL(link);
      url.searchParams.set(name, value.startsWith('1') ? `2${value.slice(1)}` : `1${value}`);
      return url.href;
    });
    const dropped = [...new URL(link).searchParams.keys()].map((name) => {
      const url = new URL(link);
      url.searchParams.delete(name);
      return url.href;
    });
    const tampered = [
      ...changed,
      ...dropped,
      forged,
      bare,
      `${bare}?${query.toUpperCase()}`,
      link.replace(id, other),
      link.replace('annotated.mp4', 'landmarks.json'),
      link.replace(`${id}/artifacts/annotated.mp4`, `${id}/job.json`),
      link.replace(`${id}/artifacts/annotated.mp4`, `${id}/input`),
      link.replace('jobs/', 'jobs/../jobs/'),
    ];
    for (const url of tampered) {
      const answer = await bench.send(url);
      expect([url, answer.status >= 400 && answer.status < 500]).toEqual([url, true]);
      expect(answer.text).not.toContain(bench.canary);
      expect(answer.headers['content-type'] ?? '').not.toMatch(/html/);
    }
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
      const answer = await bench.send(link, { method, body: 'overwritten' });
      expect([method, answer.status >= 400]).toEqual([method, true]);
    }
    expect((await bench.send(link)).text).toBe(bench.canary);
  });

  test('a presigned URL expires', async () => {
    const sign = async (expiresInS: number): Promise<string> => {
      const link = await bench.store.signGet(artifactKey(id), { ...linkOptions, expiresInS });
      return new URL(link, bench.url).href;
    };
    const link = await sign(1);
    expect((await bench.send(await sign(60))).text).toBe(bench.canary);
    await sleep(2100);
    const late = await bench.send(link);
    expect([late.status, late.text.includes(bench.canary)]).toEqual([403, false]);
  });

  test('an upload URL accepts only the announced file, under its own name', async () => {
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${bench.teacher}`,
    };
    const body = JSON.stringify({ filename: 'a.mp4', sizeBytes: 5 });
    const ticket = await bench.send('/v1/uploads', { method: 'POST', headers, body });
    const { uploadId, upload } = JSON.parse(ticket.text) as {
      uploadId: string;
      upload: { url: string; method: string; headers?: Record<string, string> };
    };
    if (upload.method !== 'PUT') return; // The store's own tests cover forms, whose policy contains all of it.
    const put = (url: string, type = upload.headers?.['Content-Type'] ?? '', bytes = '12345') =>
      bench.send(url, { method: 'PUT', headers: { 'Content-Type': type }, body: bytes });
    for (const url of [
      upload.url.replace(uploadId, 'f'.repeat(32)),
      upload.url.replace(`uploads/${uploadId}`, `jobs/${id}/artifacts/annotated.mp4`),
      upload.url.replace(/(ignature=)[^&]*/, '$1AAAA'),
    ]) {
      expect((await put(url)).status).toBe(403);
    }
    expect((await put(upload.url, 'text/html')).status).toBe(403);
    expect((await put(upload.url, undefined, '1234567')).status).toBeGreaterThanOrEqual(400);
    expect((await bench.send(upload.url)).status).toBe(403);
    expect(await bench.leftovers()).toEqual([]);
    expect((await put(upload.url)).status).toBe(200);
    await bench.store.deletePrefix(`uploads/${uploadId}`);
  });

  test('none of this caused an internal error or left anything behind', async () => {
    const mine = await as(bench.teacher, '/v1/jobs', {
      method: 'POST',
      headers: formType,
      body: form([file('a.mp4')]),
    });
    expect(mine.status).toBe(202);
    expect(await bench.leftovers()).toEqual([]);
    expect(await bench.faults()).toEqual([]);
  });
}
