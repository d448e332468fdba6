import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { objectKeys, UserError } from '@dance-pose/contracts';
import { createMemoryLimiter, type JobQueue, type Limiter } from '@dance-pose/queue';
import { apiKeysSchema, createApiKey } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import type { AppOptions } from './deps.ts';
import { openMemory, withRedisAndDisk } from './testing/backends-conformance.ts';
import { answerTo, eventually, filePart, openForm } from './testing/raw-request.ts';
import { scriptWork } from './testing/scripted-work.ts';
import { withApi } from './testing/setup-conformance.ts';
import { clipForm, startTestApi } from './testing/test-api.ts';

const listed = 'https://studio.example.org';

describe('pages of other sites', () => {
  const api = withApi(openMemory, { corsOrigins: [listed] });
  // fetch does not let callers set these headers.
  const ask = async (method: string, path: string, headers: Record<string, string>) => {
    const sent = httpRequest(new URL(path, api().url), { method, headers, agent: false }).end();
    const answer = await answerTo(sent);
    return { ...answer, code: answer.body.code };
  };

  test('cannot change anything through the visitor’s browser', async () => {
    const { id } = await api().submit('a.mp4');
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${listed}.evil.example` },
      { Origin: 'http://127.0.0.1:1' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign) {
      for (const [method, path] of [
        ['POST', '/v1/jobs'],
        ['POST', '/upload'],
        ['POST', '/v1/uploads'],
        ['POST', `/v1/jobs/${id}/cancel`],
        ['DELETE', `/v1/jobs/${id}`],
      ] as const) {
        const { status, code } = await ask(method, path, headers);
        expect([headers, path, status, code]).toEqual([headers, path, 403, 'origin-not-allowed']);
      }
    }
    expect(api().logged.filter(({ result }) => result === 'origin-not-allowed')).toHaveLength(30);
    expect(await api().json(200, `/v1/jobs/${id}`)).toMatchObject({ state: 'queued' });
  });

  test('our own page, listed origins and clients other than browsers can', async () => {
    for (const headers of [
      { Origin: api().url, 'Sec-Fetch-Site': 'same-origin' },
      { Origin: api().url.replace('http:', 'https:') },
      { Origin: listed, 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'none' },
      {},
    ]) {
      const { id } = await api().submit('a.mp4');
      const { status } = await ask('POST', `/v1/jobs/${id}/cancel`, headers);
      expect([headers, status]).toEqual([headers, 200]);
    }
  });

  test('only listed origins can read responses, including their headers', async () => {
    for (const path of ['/v1/jobs', '/health', '/v1/jobs/x']) {
      const { headers } = await ask('GET', path, { Origin: listed });
      expect(headers['access-control-allow-origin']).toBe(listed);
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(headers['access-control-expose-headers']).toMatch(/ETag, Location.*RateLimit,/);
      expect(headers.vary).toMatch(/Origin/);
      for (const Origin of ['https://evil.example', 'null', '*']) {
        const foreign = await ask('GET', path, { Origin });
        expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
        expect(foreign.headers.vary).toMatch(/Origin/);
      }
    }
  });

  test('a preflight lists what a listed page may send, and nothing for other pages', async () => {
    const preflight = (Origin: string) =>
      api().request('/v1/jobs', {
        method: 'OPTIONS',
        headers: { Origin, 'Access-Control-Request-Method': 'POST' },
      });
    const sent = httpRequest(new URL('/v1/jobs', api().url), {
      method: 'OPTIONS',
      agent: false,
      headers: { Origin: listed, 'Access-Control-Request-Method': 'POST' },
    }).end();
    const [answer] = await Promise.all([
      new Promise<import('node:http').IncomingMessage>((resolve) => sent.once('response', resolve)),
    ]);
    answer.resume();
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toMatch(
      /Authorization.*Idempotency-Key/,
    );
    expect(answer.headers['access-control-allow-methods']).toMatch(/DELETE/);
    const foreign = await preflight('https://evil.example');
    expect(foreign.headers.get('access-control-allow-methods')).toBeNull();
  });
});

describe('the Host header', () => {
  const hostAnswers = async (options: Partial<AppOptions>, hosts: readonly string[]) => {
    await using backend = await openMemory();
    await using api = await startTestApi(backend, options);
    const answers: Record<string, number> = {};
    for (const Host of hosts) {
      const sent = httpRequest(new URL('/v1/jobs', api.url), { headers: { Host }, agent: false });
      answers[Host] = (await answerTo(sent.end())).status;
    }
    return answers;
  };
  const near = [
    'localhost:8000',
    '127.0.0.1',
    '[::1]:8000',
    '192.168.1.5',
    'api:8000',
    'box.local',
  ];

  test('without keys, a foreign name that resolves to this server is refused', async () => {
    const known = Object.fromEntries([...near, 'pose.example.org'].map((host) => [host, 200]));
    const foreign = ['evil.example', 'localhost.evil.example', 'pose.example.org.evil.example'];
    expect(
      await hostAnswers({ publicUrl: 'https://pose.example.org' }, [
        ...Object.keys(known),
        ...foreign,
      ]),
    ).toEqual({ ...known, ...Object.fromEntries(foreign.map((host) => [host, 403])) });
    expect(await hostAnswers({}, ['pose.example.org'])).toEqual({ 'pose.example.org': 403 });
  });

  test('with keys, any name is accepted', async () => {
    const apiKeys = apiKeysSchema.parse(createApiKey('a').entry);
    expect(await hostAnswers({ apiKeys }, ['evil.example'])).toEqual({ 'evil.example': 401 });
  });
});

describe('behind a proxy', () => {
  const limits = { requestsPerMinute: 1, uploadsAtOnce: 1, waitsAtOnce: 1, openJobs: 1 };
  const statuses = async (trustedProxies: string[]) => {
    await using backend = await openMemory();
    await using api = await startTestApi(backend, { limits, trustedProxies });
    const from = (address: string) =>
      api.request('/v1/jobs', { headers: { 'X-Forwarded-For': address } });
    return [(await from('203.0.113.1')).status, (await from('203.0.113.2')).status];
  };

  test('clients are counted by the address that a trusted proxy names, and only a trusted one', async () => {
    expect(await statuses(['loopback'])).toEqual([200, 200]);
    expect(await statuses([])).toEqual([200, 429]);
    expect(await statuses(['203.0.113.0/24'])).toEqual([200, 429]);
  });
});

describe('stalled bodies', () => {
  const api = withApi(withRedisAndDisk(), { stalledAfterMs: 200, maxConcurrentUploads: 1 });
  const announce = async (sizeBytes: number) => {
    const ticket = await api().json(201, '/v1/uploads', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ filename: 'a.mp4', sizeBytes }),
    });
    const { url } = ticket.upload as { url: string };
    return { id: String(ticket.uploadId), url: new URL(url) };
  };
  const put = ({ url }: { url: URL }, length: number) => {
    const sent = httpRequest(url, {
      method: 'PUT',
      agent: false,
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': length },
    });
    sent.on('error', () => undefined); // The test waits for the disconnect.
    return sent;
  };

  test.each([
    ['a form', () => `POST /v1/jobs HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x`],
    ['JSON', () => `POST /v1/uploads HTTP/1.1\r\nContent-Type: application/json`],
  ])('%s is disconnected', async (_, head) => {
    const socket = connect(Number(new URL(api().url).port), '127.0.0.1');
    const began = Date.now();
    socket.write(`${head()}\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{`);
    await text(socket);
    expect(Date.now() - began).toBeLessThan(2000);
    const holders = () => api().backend.limiter.holders('uploads:address:127.0.0.1');
    expect(await eventually(async () => (await holders()).length === 0)).toBe(true);
    expect((await api().submit('a.mp4')).state).toBe('queued');
  });

  test('a direct upload is disconnected too, holds a slot while it runs, and frees it', async () => {
    const first = put(await announce(1000), 1000);
    first.write('begin');
    const second = await announce(5);
    const retry = async () => {
      const sent = put(second, 5);
      const response = new Promise<number | undefined>((resolve) => {
        sent.once('response', (answer) => resolve(answer.resume().statusCode));
        sent.once('error', () => resolve(undefined));
      });
      sent.end('12345');
      return response;
    };
    expect(await eventually(async () => (await retry()) === 429)).toBe(true);
    expect(await eventually(async () => (await retry()) === 200)).toBe(true);
    expect(await api().keys()).toEqual([objectKeys.upload(second.id)]);
  });

  test('reusing the upload URL after the job was made does not change the job', async () => {
    const upload = await announce(5);
    const send = async (body: string) =>
      (
        await fetch(upload.url, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/octet-stream' },
          body,
        })
      ).status;
    expect(await send('first')).toBe(200);
    await api().json(202, '/v1/jobs', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ uploadId: upload.id }),
    });
    expect(await send('other')).toBe(200);
    const input = await api().backend.store.get(objectKeys.input(upload.id));
    expect(await text(input)).toBe('first');
    expect((await api().request(`/v1/jobs/${upload.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await api().keys()).toEqual([]);
  });

  test('an expired or altered URL is refused and audited', async () => {
    api().backend.consume(scriptWork(api().backend.store));
    const { id } = await api().end((await api().submit('a.mp4')).id);
    const key = objectKeys.artifact(id, 'landmarks.json');
    const link = { contentType: 'text/plain', disposition: 'inline', fileName: 'a' } as const;
    const expired = await api().backend.store.signGet(key, { ...link, expiresInS: -1 });
    const good = await api().backend.store.signGet(key, { ...link, expiresInS: 60 });
    expect((await api().request(good)).status).toBe(200);
    for (const path of [expired, good.replace(/expires=\d/, 'expires=9'), `/objects/${key}`]) {
      expect((await api().request(path)).status).toBe(403);
    }
    const refusals = api().logged.filter(({ result }) => result === 'forbidden');
    expect(refusals).toHaveLength(3);
    expect(refusals[0]).toMatchObject({ audit: true, who: 'address:127.0.0.1', jobId: id });
  });
});

describe('while the queue is unavailable', () => {
  const away = async (): Promise<never> => {
    throw new UserError('queue-unavailable', 'made up');
  };
  const queueAway: Partial<JobQueue> = { get: away, list: away, ping: away, remove: away };
  const limiterAway: Partial<Limiter> = { spend: away, take: away };

  test('ended jobs are served from the store, within the rate limit; other requests fail', async () => {
    await using backend = await openMemory();
    backend.consume(scriptWork(backend.store));
    await using before = await startTestApi(backend);
    const { id } = await before.end((await before.submit('a.mp4')).id);
    const limits = { requestsPerMinute: 6, uploadsAtOnce: 1, waitsAtOnce: 1, openJobs: 1 };
    await using api = await startTestApi(
      {
        ...backend,
        queue: { ...backend.queue, ...queueAway },
        limiter: { ...backend.limiter, ...limiterAway },
      },
      { limits, localLimiter: createMemoryLimiter(() => 0) },
    );
    expect(await api.json(200, `/v1/jobs/${id}`)).toMatchObject({ id, state: 'completed' });
    const events = await api.request(`/v1/jobs/${id}/events`);
    expect(await events.text()).toMatch(/"state":"completed"/);
    const artifact = await api.request(`/v1/jobs/${id}/artifacts/landmarks.json`);
    expect(artifact.status).toBe(302);
    const unknown = { code: 'queue-unavailable' };
    expect(await api.json(503, `/v1/jobs/${'f'.repeat(32)}`)).toMatchObject(unknown);
    expect(await api.json(503, '/v1/jobs')).toMatchObject(unknown);
    const post = { method: 'POST', body: clipForm('a.mp4') };
    expect(await api.json(503, '/v1/jobs', post)).toMatchObject(unknown);
    expect(await api.json(503, `/v1/jobs/${id}`, { method: 'DELETE' })).toMatchObject(unknown);
    expect((await api.request(`/v1/jobs/${id}`)).status).toBe(200);
    expect((await api.request(`/v1/jobs/${id}`)).status).toBe(429);
  });
});

test('large headers are refused', async () => {
  await using backend = await openMemory();
  await using api = await startTestApi(backend);
  const headers = { 'X-Filler': 'x'.repeat(20_000) };
  expect((await api.request('/health', { headers })).status).toBe(431);
  const sent = openForm(api.url, { 'Content-Length': 3_000_000 });
  sent.write(filePart());
  expect(await answerTo(sent)).toMatchObject({ status: 413 });
  sent.destroy();
});
