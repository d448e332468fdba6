import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ApiProcess, startApiProcess } from './testing/api-process.ts';
import { answerTo, eventually, filePart, formEnd, openForm } from './testing/raw-request.ts';
import { clipForm } from './testing/test-api.ts';

describe('the process', () => {
  let redis: RedisServer;
  let folder: TempFolder;
  let api: ApiProcess;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    folder = await createTempFolder('api-process');
    api = await startApiProcess({ REDIS_URL: redis.url, DATA_DIR: folder.path });
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const files = async (): Promise<string[]> => {
    const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  test('two large uploads at once stream through in constant memory', async () => {
    const sizeBytes = 300 * 1024 ** 2;
    const upload = async (name: string) => {
      const sent = openForm(api.url);
      const answer = answerTo(sent);
      await pipeline(Readable.from(form(name, sizeBytes)), sent);
      return answer;
    };
    for (const { status, body } of await Promise.all([upload('a.mp4'), upload('b.mp4')])) {
      expect([status, body.source]).toMatchObject([202, { sizeBytes }]);
      const { size } = await stat(join(folder.path, `objects/jobs/${body.id}/input`));
      expect(size).toBe(sizeBytes);
    }
    if (process.platform === 'linux') expect(await api.peakMb()).toBeLessThan(250);
  });

  test('an aborted upload leaves no file', async () => {
    const sent = openForm(api.url, { 'Content-Length': 100_000_000 });
    sent.on('error', () => undefined); // The test aborts the request.
    await new Promise((written) => sent.write(Buffer.from(filePart()), written));
    for (let i = 0; i < 20; i++) {
      if (!sent.write(Buffer.alloc(1024 ** 2))) await once(sent, 'drain');
    }
    expect(await eventually(async () => (await files()).length === 1)).toBe(true);
    sent.destroy();
    expect(await eventually(async () => (await files()).length === 0)).toBe(true);
    expect(await eventually(() => api.output().includes('"aborted":true'))).toBe(true);
  });

  test('on a signal it finishes running requests, ends waiting ones and exits', async () => {
    const { id } = await submit(api);
    const events = await fetch(`${api.url}/v1/jobs/${id}/events`);
    const waiting = fetch(`${api.url}/v1/jobs/${id}`, { headers: { Prefer: 'wait=30' } });
    const sent = openForm(api.url);
    const answer = answerTo(sent);
    sent.write(`${filePart()}begin`);
    expect(await eventually(async () => (await files()).length === 2)).toBe(true);
    const stopped = api.stop('SIGTERM');
    expect(await events.text()).toMatch(/"state":"queued"/);
    expect(await (await waiting).json()).toMatchObject({ state: 'queued' });
    await expect(once(get(api.url, { agent: false }), 'response')).rejects.toThrow(/ECONNREFUSED/);
    sent.end(formEnd);
    expect((await answer).status).toBe(202);
    expect(await stopped).toBe(0);
  });

  test('without Redis it reports this and asks clients to retry; it works again once Redis is back', async () => {
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    const { port } = redis;
    await redis[Symbol.asyncDispose]();
    const began = Date.now();
    const refused = await fetch(`${api.url}/v1/jobs`, { method: 'POST', body: clipForm('a.mp4') });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ code: 'queue-unavailable' });
    expect(Date.now() - began).toBeLessThan(5000);
    const notReady = await fetch(`${api.url}/readyz`);
    expect([notReady.status, await notReady.json()]).toMatchObject([
      503,
      {
        checks: [
          { name: 'queue', ok: false },
          { name: 'store', ok: true },
        ],
      },
    ]);
    expect(await files()).toEqual([]);
    redis = await startRedis({ port });
    const ready = async () => (await fetch(`${api.url}/readyz`)).status === 200;
    while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await submit(api)).toMatchObject({ state: 'queued' });
  });
});

describe('the environment', () => {
  test('invalid variables are named, and the process does not start', async () => {
    await using api = await startApiProcess({ HOST: '0.0.0.0', STORE: 's3' });
    expect(await api.exitCode).toBe(2);
    expect(api.output()).toMatch(/HOST is "0\.0\.0\.0": .*ALLOW_ANONYMOUS=true/);
    expect(api.output()).toMatch(/S3_BUCKET is not set/);
    expect(api.output()).not.toMatch(/ at /);
  });
});

async function submit(api: ApiProcess): Promise<{ id: string }> {
  const response = await fetch(`${api.url}/v1/jobs`, { method: 'POST', body: clipForm('a.mp4') });
  return (await response.json()) as { id: string };
}

function* form(name: string, sizeBytes: number): Generator<Buffer> {
  yield Buffer.from(filePart(name));
  const chunk = Buffer.alloc(1024 ** 2, name);
  for (let sent = 0; sent < sizeBytes; sent += chunk.length) yield chunk;
  yield Buffer.from(formEnd);
}
