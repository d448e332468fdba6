import type { JobDocument } from '@dance-pose/contracts';
import { apiKeysSchema, createApiKey } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { routes } from '../routes.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipForm } from './test-api.ts';

const teacher = createApiKey('teacher');
const studio = createApiKey('studio');
const apiKeys = apiKeysSchema.parse(`${teacher.entry},${studio.entry}`);
const openRoutes = ['get /health', 'get /livez', 'get /readyz', 'delete /v1/session'];

/** API keys, and the isolation of owners. */
export function accessConformance(open: OpenBackend): void {
  const api = withApi(open, { apiKeys });
  const as = (key: string, path: string, { headers, ...init }: RequestInit = {}) =>
    api().request(path, { ...init, headers: { ...headers, Authorization: `Bearer ${key}` } });
  const submitAs = async (key: string, name: string, headers = {}): Promise<JobDocument> => {
    const response = await as(key, '/v1/jobs', { method: 'POST', body: clipForm(name), headers });
    expect(response.status).toBe(202);
    return (await response.json()) as JobDocument;
  };
  const finished = async (key: string, name: string): Promise<JobDocument> => {
    api().backend.consume(scriptWork(api().backend.store));
    const { id } = await submitAs(key, name);
    const response = await as(key, `/v1/jobs/${id}`, { headers: { Prefer: 'wait=20' } });
    return (await response.json()) as JobDocument;
  };
  const postJson = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  test('every route but health and signing out requires a key, before it reads a body', async () => {
    for (const { method, path } of routes) {
      const at = path.replace(':id', '0'.repeat(32)).replace(/:\w+/, 'x');
      const response = await api().request(at, { method: method.toUpperCase() });
      if (openRoutes.includes(`${method} ${path}`)) {
        expect([at, response.ok]).toEqual([at, true]);
        continue;
      }
      expect([at, response.status]).toEqual([at, 401]);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="dance-pose"');
      expect(await response.json()).toMatchObject({ code: 'unauthorized' });
    }
    const broken = { ...postJson({}), body: '{' };
    expect((await api().request('/v1/uploads', broken)).status).toBe(401);
    expect((await api().request('/')).status).toBe(200);
  });

  test('a wrong key is refused, however similar it is', async () => {
    const { key } = teacher;
    const { id } = await submitAs(key, 'a.mp4');
    const wrong = [
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${teacher.entry.split(':')[1]}`,
      `Bearer ${key} ${studio.key}`,
      `Basic ${key}`,
      `Basic ${Buffer.from(`teacher:${key}`).toString('base64')}`,
      'Bearer',
      'Bearer teacher',
      key,
      '',
    ];
    for (const Authorization of wrong) {
      const response = await api().request(`/v1/jobs/${id}`, { headers: { Authorization } });
      expect([Authorization, response.status]).toEqual([Authorization, 401]);
      expect(response.headers.get('www-authenticate')).toMatch(/error="invalid_token"/);
    }
    const inQuery = await api().request(`/v1/jobs/${id}?access_token=${key}`);
    expect(inQuery.status).toBe(401);
    expect((await as(key, `/v1/jobs/${id}`)).status).toBe(200);
    const lower = { headers: { Authorization: `bearer ${key}` } };
    expect((await api().request(`/v1/jobs/${id}`, lower)).status).toBe(200);
  });

  test('only its owner can access a job, by any route', async () => {
    const { id } = await finished(teacher.key, 'a.mp4');
    const ways: [string, string][] = [
      ['GET', `/v1/jobs/${id}`],
      ['GET', `/v1/jobs/${id}/events`],
      ['GET', `/v1/jobs/${id}/artifacts/landmarks.json`],
      ['GET', `/preview/${id}_annotated.mp4`],
      ['GET', `/download/${id}_annotated.mp4`],
      ['POST', `/v1/jobs/${id}/cancel`],
      ['POST', `/v1/jobs/${id}/reanalyse`],
      ['POST', `/v1/jobs/${id}/rerender`],
      ['DELETE', `/v1/jobs/${id}`],
    ];
    for (const [method, path] of ways) {
      const init = method === 'POST' ? postJson({}) : { method };
      const foreign = await as(studio.key, path, init);
      const missing = await as(studio.key, path.replace(id, 'f'.repeat(32)), init);
      expect([path, foreign.status, missing.status]).toEqual([path, 404, 404]);
      const [one, other] = [await foreign.json(), await missing.json()] as { detail: string }[];
      expect(one?.detail.replaceAll(id, '')).toBe(other?.detail.replaceAll('f'.repeat(32), ''));
    }
    const list = async (key: string) =>
      ((await (await as(key, '/v1/jobs')).json()) as { jobs: JobDocument[] }).jobs;
    expect(await list(studio.key)).toEqual([]);
    expect((await list(teacher.key)).map((job) => job.id)).toEqual([id]);
    for (const [method, path] of ways.slice(0, 5)) {
      expect([path, (await as(teacher.key, path, { method })).status < 400]).toEqual([path, true]);
    }
    expect((await as(teacher.key, `/v1/jobs/${id}`, { method: 'DELETE' })).status).toBe(204);
  });

  test('idempotency keys and uploads are separate for each owner', async () => {
    const headers = { 'Idempotency-Key': 'same' };
    const one = await submitAs(teacher.key, 'a.mp4', headers);
    const other = await submitAs(studio.key, 'a.mp4', headers);
    const again = await submitAs(teacher.key, 'a.mp4', headers);
    expect(other.id).not.toBe(one.id);
    expect(again.id).toBe(one.id);
    const announced = await as(
      teacher.key,
      '/v1/uploads',
      postJson({ filename: 'a', sizeBytes: 1 }),
    );
    const { uploadId } = (await announced.json()) as { uploadId: string };
    const submitting = postJson({ uploadId });
    expect((await as(studio.key, '/v1/jobs', submitting)).status).toBe(404);
    expect((await as(teacher.key, '/v1/jobs', submitting)).status).toBe(422);
  });

  test('the audit records who did what, without secrets, URLs or file names', async () => {
    const { id } = await finished(teacher.key, 'secret-dance.mp4');
    await as(teacher.key, `/v1/jobs/${id}/artifacts/landmarks.json`);
    await as(teacher.key, `/v1/jobs/${id}/cancel`, { method: 'POST' });
    await as(studio.key, `/v1/jobs/${id}`);
    await as('dp_wrong', `/v1/jobs/${id}`);
    await as(teacher.key, `/v1/jobs/${id}`, { method: 'DELETE' });
    const lines = api().logged.filter(({ audit }) => audit === true);
    expect(lines.map(({ who, what, jobId, result }) => [who, what, jobId, result])).toEqual([
      ['key:teacher', 'submit', id, 'ok'],
      ['key:teacher', 'link', id, 'ok'],
      ['key:teacher', 'cancel', id, 'job-already-finished'],
      ['key:studio', 'access', id, 'not-found'],
      ['address:127.0.0.1', 'access', undefined, 'unauthorized'],
      ['key:teacher', 'delete', id, 'ok'],
    ]);
    for (const { requestId } of lines) expect(requestId).toEqual(expect.any(String));
    const all = JSON.stringify(api().logged);
    for (const secret of [
      'dp_',
      'secret-dance',
      'signature',
      'Bearer',
      apiKeys[0]?.sha256.toString('hex'),
    ]) {
      expect([secret, all.includes(String(secret))]).toEqual([secret, false]);
    }
  });
}
