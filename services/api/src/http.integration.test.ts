import { describe, expect, test } from '@jest/globals';
import { openMemory, withRedisAndDisk } from './testing/backends-conformance.ts';
import { answerTo, eventually, openForm } from './testing/raw-request.ts';
import { artifactBytes, scriptWork } from './testing/scripted-work.ts';
import { withApi } from './testing/setup-conformance.ts';
import { clipForm } from './testing/test-api.ts';

describe('every response', () => {
  const api = withApi(openMemory, { mediaOrigins: ['https://store.example.org'] });

  test('has a request id: the proxy’s if it is acceptable, else a new one', async () => {
    const given = await api().request('/health', { headers: { 'X-Request-Id': 'abc-123' } });
    expect(given.headers.get('x-request-id')).toBe('abc-123');
    for (const id of ['a b', 'x'.repeat(65), '"},{"']) {
      const made = await api().request('/health', { headers: { 'X-Request-Id': id } });
      expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    const problem = await api().request('/nowhere', { headers: { 'X-Request-Id': 'abc' } });
    expect(await problem.json()).toMatchObject({ requestId: 'abc' });
  });

  test('restricts browsers to what the pages need', async () => {
    const { headers } = await api().request('/health');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe/);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/font-src 'self'(;|$)/);
    for (const directive of ['media-src', 'img-src', 'connect-src']) {
      expect(policy).toMatch(new RegExp(`${directive} 'self' https://store.example.org`));
    }
  });

  test('unknown, unsupported and malformed requests get a problem document', async () => {
    const cases: [string, RequestInit, number, string][] = [
      ['/nowhere', {}, 404, 'not-found'],
      ['/v1', {}, 404, 'not-found'],
      ['/v1/jobs', { method: 'PUT' }, 405, 'method-not-allowed'],
      ['/health', { method: 'DELETE' }, 405, 'method-not-allowed'],
      ['/v1/jobs/%zz', {}, 400, 'invalid-request'],
      ['/../../etc/passwd', {}, 404, 'not-found'],
      ['/%2e%2e/package.json', {}, 404, 'not-found'],
    ];
    for (const [path, init, status, code] of cases) {
      const response = await api().request(path, init);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        status,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await response.json()).toMatchObject({ status, code, detail: expect.any(String) });
    }
  });

  test('an invalid Host header is refused', async () => {
    const sent = openForm(api().url, { Host: 'not a host' });
    sent.end();
    expect(await answerTo(sent)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: 'The Host header is missing or invalid.' },
    });
  });

  test('OPTIONS lists the methods of a path', async () => {
    const options = await api().request('/v1/jobs', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'POST, GET, HEAD, OPTIONS',
    ]);
    const refused = await api().request('/v1/jobs', { method: 'PATCH' });
    expect(refused.headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
  });

  test('HEAD is GET without a body, even where GET would not end', async () => {
    const { id } = await api().submit('a.mp4');
    for (const path of ['/health', `/v1/jobs/${id}`, `/v1/jobs/${id}/events`]) {
      const response = await api().request(path, { method: 'HEAD' });
      expect([path, response.status, await response.text()]).toEqual([path, 200, '']);
    }
  });

  test('oversized and malformed JSON is refused', async () => {
    const send = (body: string) =>
      api().json(400, '/v1/uploads', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
    expect(await send(`{"filename":"${'x'.repeat(70_000)}"}`)).toMatchObject({
      detail: 'The JSON body is larger than 64 kB.',
    });
    expect(await send('{')).toMatchObject({ detail: expect.stringMatching(/not valid JSON/) });
  });

  test('serves the OpenAPI document, and health as legacy clients expect it', async () => {
    expect(await api().json(200, '/openapi.json')).toMatchObject({ openapi: '3.1.1' });
    expect(await api().json(200, '/health')).toEqual({ status: 'ok' });
  });

  test('every page is the dashboard; its hashed files are cached permanently, the page never', async () => {
    for (const path of ['/', `/jobs/${'0'.repeat(32)}`, '/sign-in?to=/', '/docs']) {
      const response = await api().request(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toMatch('text/html');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toMatch("script-src 'self';");
      expect(await response.text()).toMatch('<div id="root">');
    }
    const script = await api().request('/assets/index-abc123.js');
    expect(script.headers.get('content-type')).toMatch('text/javascript');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await api().request('/assets/gone.js')).status).toBe(404);
    expect((await api().request('/elsewhere')).status).toBe(404);
  });

  test('an unknown path shows a page in browsers, and a problem document to programs', async () => {
    const typeOf = async (path: string, accept: string): Promise<string | null> => {
      const response = await api().request(path, { headers: { Accept: accept } });
      expect(response.status).toBe(404);
      return response.headers.get('content-type');
    };
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    expect(await typeOf('/elsewhere', browser)).toMatch('text/html');
    for (const [path, accept] of [
      ['/elsewhere', '*/*'],
      ['/elsewhere', 'application/json'],
      ['/v1/elsewhere', browser],
      ['/assets/gone.js', browser],
    ] as const) {
      expect(await typeOf(path, accept)).toMatch('application/problem+json');
    }
  });

  test('writes one log line per request, with its ids and without its query', async () => {
    const { id } = await api().submit('a.mp4');
    await api().request(`/v1/jobs/${id}?token=hush`, { headers: { 'X-Request-Id': 'r1' } });
    const lines = () => api().logged.filter(({ msg }) => msg === 'request');
    expect(await eventually(() => lines().length === 2)).toBe(true);
    const [created, read] = lines();
    expect(created).toMatchObject({ method: 'POST', path: '/v1/jobs', status: 202, jobId: id });
    expect(read).toMatchObject({
      requestId: 'r1',
      method: 'GET',
      path: `/v1/jobs/${id}`,
      status: 200,
      jobId: id,
      tookMs: expect.any(Number),
    });
    expect(JSON.stringify(api().logged)).not.toMatch(/hush/);
  });
});

describe('with a public URL', () => {
  const api = withApi(openMemory, { publicUrl: 'https://pose.example.org' });

  test('links begin with it', async () => {
    const job = await api().submit('a.mp4');
    expect(job.links.self).toBe(`https://pose.example.org/v1/jobs/${job.id}`);
    const { headers } = await api().request('/health');
    expect(headers.get('strict-transport-security')).toMatch(/max-age/);
    expect(headers.get('content-security-policy')).toMatch(/media-src 'self' https:\/\/pose/);
  });
});

describe('on the disk store', () => {
  const api = withApi(withRedisAndDisk());

  test('every URL of a result works, with ranges too, and no log line reveals it', async () => {
    api().backend.consume(scriptWork(api().backend.store));
    const job = await api().end((await api().submit('a.mp4')).id);
    const { previewUrl = '', downloadUrl = '', artifacts = [] } = job.result ?? {};
    expect(previewUrl).toMatch(`${api().url}/objects/jobs/${job.id}/`);
    const preview = await fetch(previewUrl, { headers: { Range: 'bytes=4-8' } });
    expect([preview.status, await preview.text()]).toEqual([206, 'bytes']);
    expect(preview.headers.get('content-type')).toBe('video/mp4');
    expect(preview.headers.get('cross-origin-resource-policy')).toBeNull();
    const download = await fetch(downloadUrl);
    expect(download.headers.get('content-disposition')).toBe(
      'attachment; filename="a-annotated.mp4"',
    );
    expect(Buffer.from(await download.arrayBuffer())).toEqual(artifactBytes('annotated.mp4'));
    for (const { url } of artifacts) expect((await fetch(url)).status).toBe(200);
    const redirected = await fetch(
      new URL(`/v1/jobs/${job.id}/artifacts/landmarks.json`, api().url),
    );
    expect(await redirected.text()).toBe('the bytes of landmarks.json');
    const forged = previewUrl.replace('annotated.mp4?', 'landmarks.json?');
    expect((await fetch(forged)).status).toBe(403);
    expect(JSON.stringify(api().logged)).not.toMatch(/signature|expires=/);
  });

  test('a direct upload becomes a job', async () => {
    const post = async (path: string, body: unknown, status: number) =>
      api().json(status, path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const bytes = Buffer.from('straight to the store');
    const size = { filename: 'a.mp4', sizeBytes: bytes.length };
    const { uploadId, upload } = await post('/v1/uploads', size, 201);
    const { url, method, headers } = upload as Required<RequestInit> & { url: string };
    expect((await fetch(url, { method, headers, body: bytes })).status).toBe(200);
    expect(await post('/v1/jobs', { uploadId }, 202)).toMatchObject({ id: uploadId });
  });

  test('a form with several parts is stored byte for byte', async () => {
    const form = clipForm('a.mp4');
    const bytes = Buffer.alloc(700_000, 'dance pose ');
    form.set('file', new Blob([bytes]), 'a.mp4');
    const job = await api().json(202, '/v1/jobs', { method: 'POST', body: form });
    const stored = await api().backend.store.get(`jobs/${job.id}/input`);
    expect(bytes.equals(Buffer.concat(await stored.toArray()))).toBe(true);
  });
});
