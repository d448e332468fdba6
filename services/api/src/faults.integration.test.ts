import { connect } from 'node:net';
import { type ErrorCode, objectKeys, UserError } from '@dance-pose/contracts';
import type { JobQueue } from '@dance-pose/queue';
import type { ObjectStore } from '@dance-pose/storage';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AppOptions } from './deps.ts';
import { openMemory } from './testing/backends-conformance.ts';
import { answerTo, eventually, filePart, formEnd, openForm } from './testing/raw-request.ts';
import { scriptWork } from './testing/scripted-work.ts';
import { clipForm, startTestApi, type TestApi } from './testing/test-api.ts';

// swc 1.16.22 compiles `using` without this name, which is needed when one error suppresses another; Node has it.
Object.assign(globalThis, { _SuppressedError: SuppressedError });

const failing = (code: ErrorCode) => async (): Promise<never> => {
  throw new UserError(code, `a made-up ${code}`);
};

interface Faults {
  readonly queue?: Partial<JobQueue>;
  readonly store?: Partial<ObjectStore>;
  readonly options?: Partial<AppOptions>;
}

/** Behaviour of the API when one of its dependencies fails. */
describe('the API with failing dependencies', () => {
  const toClose: TestApi[] = [];
  afterEach(async () => {
    for (const api of toClose.splice(0)) await api[Symbol.asyncDispose]();
  });

  /** Reads the faults at every call, so that a test can clear them later. */
  const start = async (faults: Faults): Promise<TestApi> => {
    const whole = await openMemory();
    const queue = { ...whole.queue, ...faults.queue };
    const store = { ...whole.store, ...faults.store };
    const api = await startTestApi({ ...whole, queue, store }, faults.options);
    toClose.push(api);
    return api;
  };
  const post = (api: TestApi, headers: Record<string, string> = {}) =>
    api.request('/v1/jobs', { method: 'POST', body: clipForm('a.mp4'), headers });

  test('if the queue fails during an upload, the client may retry and nothing is kept', async () => {
    const api = await start({ queue: { add: failing('queue-unavailable') } });
    const response = await post(api);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ code: 'queue-unavailable' });
    expect(await api.keys()).toEqual([]);
  });

  test('an unavailable queue is noticed before the upload', async () => {
    const api = await start({ queue: { ping: failing('queue-unavailable') } });
    const sent = openForm(api.url);
    sent.write(filePart());
    expect(await answerTo(sent)).toMatchObject({ status: 503 });
    sent.destroy();
  });

  test('a store failure ends the upload at once', async () => {
    const api = await start({ store: { put: failing('store-unavailable') } });
    const sent = openForm(api.url);
    sent.write(`${filePart()}begin`);
    expect(await answerTo(sent)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { code: 'store-unavailable' },
    });
    sent.destroy();
  });

  test('an internal error is logged in full and reported without details', async () => {
    const put = async (): Promise<never> => {
      throw new Error('ENOSPC: /srv/secret/path');
    };
    const api = await start({ store: { put } });
    const response = await post(api, { 'X-Request-Id': 'find-me' });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', requestId: 'find-me' });
    expect(text).not.toMatch(/ENOSPC|secret/);
    expect(api.logged.find(({ msg }) => msg === 'cause of a failed request')).toMatchObject({
      requestId: 'find-me',
      err: { message: 'ENOSPC: /srv/secret/path', stack: expect.any(String) },
    });
  });

  test('if cleaning up fails too, the first error is reported and both are logged', async () => {
    const api = await start({
      queue: { add: failing('queue-unavailable') },
      store: { deletePrefix: failing('store-unavailable') },
    });
    expect(await (await post(api)).json()).toMatchObject({ code: 'queue-unavailable' });
    const logged = JSON.stringify(api.logged);
    expect(logged).toMatch(/a made-up queue-unavailable/);
    expect(logged).toMatch(/a made-up store-unavailable/);
  });

  test('the next request finishes a deletion that the store interrupted', async () => {
    const faults: { deletePrefix?: ObjectStore['deletePrefix'] } = {};
    const whole = await openMemory();
    const store: ObjectStore = {
      ...whole.store,
      deletePrefix: (prefix) => (faults.deletePrefix ?? whole.store.deletePrefix)(prefix),
    };
    const api = await startTestApi({ ...whole, store });
    toClose.push(api);
    const { id } = await api.submit('a.mp4');
    faults.deletePrefix = failing('store-unavailable');
    const remove = () => api.request(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect((await remove()).status).toBe(503);
    expect((await api.request(`/v1/jobs/${id}`)).status).toBe(404);
    delete faults.deletePrefix;
    expect((await remove()).status).toBe(204);
    expect(await api.keys()).toEqual([]);
    expect((await remove()).status).toBe(404);
  });

  test('uploads above the process limit are refused until a slot is free', async () => {
    const api = await start({ options: { maxConcurrentUploads: 1 } });
    const slow = openForm(api.url);
    slow.write(`${filePart()}begin`);
    const busy = await untilStatus(api, 429);
    expect([busy.headers.get('retry-after'), await busy.json()]).toMatchObject([
      '10',
      { code: 'too-many-requests' },
    ]);
    slow.end(formEnd);
    expect((await answerTo(slow)).status).toBe(202);
    expect((await post(api)).status).toBe(202);
  });

  const untilStatus = async (api: TestApi, status: number): Promise<Response> => {
    let response = await post(api);
    await eventually(async () => {
      if (response.status !== status) response = await post(api);
      return response.status === status;
    });
    return response;
  };

  test('an event stream whose source fails is aborted, not ended', async () => {
    const changes: JobQueue['changes'] = async function* () {
      yield { eventId: '1', record: undefined };
      throw new UserError('queue-unavailable', 'Redis is gone');
    };
    const api = await start({ queue: { changes } });
    const { id } = await api.submit('a.mp4');
    const response = await api.request(`/v1/jobs/${id}/events`);
    await expect(response.text()).rejects.toThrow();
  });

  test('a client that does not read events gets no more of them, and is disconnected', async () => {
    let sent = 0;
    const changes: JobQueue['changes'] = async function* (id, { signal }) {
      const record = await api.backend.queue.get(id);
      for (; !signal.aborted; sent += 1) yield { eventId: String(sent), record };
    };
    const api = await start({ queue: { changes }, options: { heartbeatMs: 100 } });
    const { id } = await api.submit('a.mp4');
    const client = connect(Number(new URL(api.url).port), '127.0.0.1').pause();
    client.write(`GET /v1/jobs/${id}/events HTTP/1.1\r\nHost: x\r\n\r\n`);
    const letGo = () => api.logged.some(({ aborted }) => aborted === true);
    expect(await eventually(letGo)).toBe(true);
    expect(sent).toBeGreaterThan(10);
    expect(sent).toBeLessThan(50_000); // The amount that sockets buffer, not all that the source could send.
    client.destroy();
  });

  test('an invalid record in the store is an internal error', async () => {
    const api = await start({});
    const id = 'a'.repeat(32);
    const body = Buffer.from('{}');
    await api.backend.store.put(objectKeys.record(id), body, { contentType: 'application/json' });
    expect(await api.json(500, `/v1/jobs/${id}`)).toMatchObject({ code: 'internal' });
  });

  test('readyz names what is missing, and does not wait for long', async () => {
    const healthy = await start({});
    expect(await healthy.json(200, '/readyz')).toEqual({
      status: 'ok',
      checks: [
        { name: 'queue', ok: true },
        { name: 'store', ok: true },
      ],
    });
    const api = await start({
      queue: { ping: () => new Promise(() => {}) },
      store: {
        ping: async () => {
          throw new Error('EACCES: /srv/secret/path');
        },
      },
    });
    expect(await api.json(503, '/readyz')).toEqual({
      status: 'unavailable',
      checks: [
        { name: 'queue', ok: false, detail: 'no response within 2000 ms' },
        { name: 'store', ok: false, detail: 'failed' },
      ],
    });
    expect(await api.json(200, '/livez')).toEqual({ status: 'ok' });
  });

  test('legacy clients get an internal error for a job that failed with one', async () => {
    const api = await start({});
    const work = scriptWork(api.backend.store);
    api.backend.consume({
      ...work,
      run: failing('input-missing'),
    });
    const response = await api.request('/upload', { method: 'POST', body: clipForm('a.mp4') });
    expect([response.status, await response.json()]).toMatchObject([
      410,
      { code: 'input-missing' },
    ]);
  });
});
