import { type JobDocument, type JobRecord, objectKeys } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { eventually } from './raw-request.ts';
import { artifactBytes, scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';

const unknownId = 'f'.repeat(32);

/** Reading, waiting for, cancelling and deleting jobs. */
export function jobsConformance(open: OpenBackend): void {
  const api = withApi(open);
  const consume = () => {
    const work = scriptWork(api().backend.store);
    api().backend.consume(work);
    return work;
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    api().request(path, { headers });
  const active = async (id: string) =>
    expect(
      await eventually(async () => (await api().backend.queue.get(id))?.progress?.percent === 30),
    ).toBe(true);
  /** A job of another owner. */
  const foreignJob = async () => {
    const mine = await api().submit('a.mp4');
    const record = (await api().backend.queue.get(mine.id)) as JobRecord;
    const id = 'e'.repeat(32);
    await api().backend.queue.add({ ...record, id, owner: 'somebody else', requestId: 'r' });
    return id;
  };

  test('a completed job has presigned URLs, their media types and expiry', async () => {
    consume();
    const { id } = await api().submit('My dance.mov');
    const job = await api().end(id);
    expect(job).toMatchObject({ state: 'completed', attempts: 1, error: null });
    expect(job.result?.artifacts.map(({ name }) => name)).toEqual([
      'annotated.mp4',
      'landmarks.json',
      'report.json',
      'onsets.json',
    ]);
    expect(decodeURIComponent(job.result?.downloadUrl ?? '')).toMatch(
      /attachment.*My.dance-annotated\.mp4/,
    );
    expect(decodeURIComponent(job.result?.previewUrl ?? '')).toMatch(/inline/);
    // The API of these tests keeps results for two seconds.
    expect(Date.parse(job.expiresAt ?? '') - Date.parse(job.finishedAt ?? '')).toBe(2000);
    const lifeMs = Date.parse(job.result?.expiresAt ?? '') - Date.now();
    expect(lifeMs).toBeGreaterThan(590_000);
    expect(lifeMs).toBeLessThanOrEqual(600_000);
  });

  test('a failed job has an error', async () => {
    consume();
    const job = await api().end((await api().submit('broken.mp4')).id);
    expect(job).toMatchObject({
      state: 'failed',
      result: null,
      expiresAt: null, // Failed jobs are kept permanently here.
      error: { code: 'unreadable-media', retryable: false },
    });
  });

  test('an unchanged job is answered with 304, and no response may be cached', async () => {
    const work = consume();
    const { id } = await api().submit('slow.mp4');
    await active(id);
    const first = await get(`/v1/jobs/${id}`);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const etag = first.headers.get('etag') ?? '';
    expect((await get(`/v1/jobs/${id}`, { 'If-None-Match': etag })).status).toBe(304);
    work.finish();
    await api().end(id);
    const ended = await get(`/v1/jobs/${id}`, { 'If-None-Match': etag });
    expect([ended.status, ended.headers.get('etag') === etag]).toEqual([200, false]);
  });

  test('Prefer: wait holds the response until the job has ended', async () => {
    const work = consume();
    const { id } = await api().submit('slow.mp4');
    await active(id);
    setTimeout(work.finish, 150);
    const began = Date.now();
    const response = await get(`/v1/jobs/${id}`, { Prefer: 'wait=100' });
    expect(await response.json()).toMatchObject({ state: 'completed' });
    expect(response.headers.get('preference-applied')).toBe('wait=60');
    expect(Date.now() - began).toBeGreaterThan(100);
  });

  test('Prefer: wait ends after its time, and when the server shuts down', async () => {
    const { id } = await api().submit('nobody takes it.mp4');
    const late = await get(`/v1/jobs/${id}`, { Prefer: 'wait=1' });
    expect([late.status, await late.json()]).toMatchObject([200, { state: 'queued' }]);
    setTimeout(api().startClosing, 100);
    const closing = await get(`/v1/jobs/${id}`, { Prefer: 'wait=50' });
    expect([closing.status, await closing.json()]).toMatchObject([200, { state: 'queued' }]);
  });

  test('a job that is deleted while a client waits is not found', async () => {
    const { id } = await api().submit('nobody takes it.mp4');
    const waiting = get(`/v1/jobs/${id}`, { Prefer: 'wait=20' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await api().request(`/v1/jobs/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await waiting).status).toBe(404);
  });

  test('unknown, malformed and foreign ids are not found', async () => {
    const foreign = await foreignJob();
    for (const id of [unknownId, 'nonsense', foreign]) {
      for (const [method, path] of [
        ['GET', ''],
        ['GET', '/events'],
        ['GET', '/artifacts/poster.jpg'],
        ['POST', '/cancel'],
        ['POST', '/retry'],
        ['POST', '/reanalyse'],
        ['POST', '/rerender'],
        ['DELETE', ''],
      ] as const) {
        const json = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
        const init = { method, ...(method === 'POST' ? json : {}) };
        const body = await api().json(404, `/v1/jobs/${id}${path}`, init);
        expect(body.code).toBe('not-found');
      }
    }
    expect(await api().backend.queue.get(foreign)).toMatchObject({ state: 'queued' });
    expect(await api().json(200, '/v1/jobs')).toMatchObject({
      jobs: [{ source: { fileName: 'a.mp4' } }],
    });
  });

  test('lists jobs in pages, newest first, filtered by state', async () => {
    const ids: string[] = [];
    for (const name of ['1.mp4', '2.mp4', '3.mp4']) ids.unshift((await api().submit(name)).id);
    const idsOf = (page: Record<string, unknown>) =>
      (page.jobs as JobDocument[]).map(({ id }) => id);
    const first = await api().json(200, '/v1/jobs?limit=2');
    const second = await api().json(200, `/v1/jobs?limit=2&cursor=${first.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(idsOf(await api().json(200, '/v1/jobs?state=completed'))).toEqual([]);
    expect(idsOf(await api().json(200, '/v1/jobs?state=queued'))).toEqual(ids);
    for (const query of ['limit=0', 'limit=101', 'state=done', 'cursor=x', 'page=2']) {
      expect(await api().json(400, `/v1/jobs?${query}`)).toMatchObject({
        code: 'invalid-request',
        errors: [{ path: query.replace(/=.*/, '') }],
      });
    }
  });

  test('cancels queued and active jobs, but not ended ones', async () => {
    const waiting = await api().submit('slow 1.mp4');
    const cancel = (id: string, status: number) =>
      api().json(status, `/v1/jobs/${id}/cancel`, { method: 'POST' });
    expect(await cancel(waiting.id, 200)).toMatchObject({
      state: 'cancelled',
      error: { code: 'cancelled' },
    });
    consume();
    const running = await api().submit('slow 2.mp4');
    await active(running.id);
    await cancel(running.id, 200);
    expect(await api().end(running.id)).toMatchObject({ state: 'cancelled' });
    for (const { id } of [waiting, running]) {
      expect(await cancel(id, 409)).toMatchObject({ code: 'job-already-finished' });
    }
  });

  test('deletes queued, active and ended jobs with all their objects', async () => {
    const waiting = await api().submit('a.mp4');
    const remove = (id: string) => api().request(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect((await remove(waiting.id)).status).toBe(204);
    consume();
    const ended = await api().submit('b.mp4');
    await api().end(ended.id);
    const running = await api().submit('slow.mp4');
    await active(running.id);
    for (const { id } of [ended, running]) {
      const response = await remove(id);
      expect([response.status, await response.text()]).toEqual([204, '']);
      expect((await get(`/v1/jobs/${id}`)).status).toBe(404);
      expect((await remove(id)).status).toBe(404);
    }
    expect(await eventually(async () => (await api().keys()).length === 0)).toBe(true);
  });

  test('redirects to an artifact once it exists', async () => {
    const work = consume();
    const { id } = await api().submit('slow.mp4');
    await active(id);
    const early = await get(`/v1/jobs/${id}/artifacts/landmarks.json`);
    expect([early.status, early.headers.get('retry-after'), await early.json()]).toMatchObject([
      409,
      '2',
      { code: 'job-not-finished', detail: expect.stringMatching(/30 % done/) },
    ]);
    work.finish();
    await api().end(id);
    const found = await get(`/v1/jobs/${id}/artifacts/landmarks.json`);
    expect([found.status, found.headers.get('cache-control')]).toEqual([302, 'no-store']);
    expect(found.headers.get('location')).toMatch(objectKeys.artifact(id, 'landmarks.json'));
    const saved = await get(`/v1/jobs/${id}/artifacts/landmarks.json?disposition=attachment`);
    expect(saved.headers.get('location')).toMatch(/attachment/);
    expect((await get(`/v1/jobs/${id}/artifacts/poster.jpg`)).status).toBe(404);
    expect((await get(`/v1/jobs/${id}/artifacts/..%2finput`)).status).toBe(404);
    expect((await get(`/v1/jobs/${id}/artifacts/landmarks.json?disposition=x`)).status).toBe(400);
    expect(
      (await api().backend.store.head(objectKeys.artifact(id, 'landmarks.json')))?.sizeBytes,
    ).toBe(artifactBytes('landmarks.json').length);
  });

  test('a job that is missing in the queue is served from its record in the store', async () => {
    const work = consume();
    const { id } = await api().submit('a.mp4');
    const before = await api().end(id);
    const record = (await api().backend.queue.get(id)) as JobRecord;
    await api().backend.queue.remove(id);
    expect(await eventually(async () => (await api().keys()).length <= 1)).toBe(true);
    await work.recordOutcome(record);
    const after = await api().json(200, `/v1/jobs/${id}`);
    expect({ ...after, result: null }).toEqual({ ...before, result: null });
    const cancelled = await api().json(409, `/v1/jobs/${id}/cancel`, { method: 'POST' });
    expect(cancelled.code).toBe('job-already-finished');
    expect((await get(`/v1/jobs/${id}/artifacts/annotated.mp4`)).status).toBe(302);
    expect((await api().request(`/v1/jobs/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await api().keys()).toEqual([]);
  });
}
