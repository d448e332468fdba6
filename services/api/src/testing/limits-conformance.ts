import { apiKeysSchema, createApiKey } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { answerTo, eventually, filePart, formEnd, openForm } from './raw-request.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipForm } from './test-api.ts';

const teacher = createApiKey('teacher');
const studio = createApiKey('studio');
const apiKeys = apiKeysSchema.parse(`${teacher.entry},${studio.entry}`);
const plenty = { requestsPerMinute: 100_000, uploadsAtOnce: 100, waitsAtOnce: 100, openJobs: 100 };
const bearer = ({ key }: { key: string }) => ({ Authorization: `Bearer ${key}` });

/** Limits of one caller. */
export function limitsConformance(open: OpenBackend): void {
  describe('requests', () => {
    const api = withApi(open, { apiKeys, limits: { ...plenty, requestsPerMinute: 3 } });
    const list = (headers: Record<string, string>) => api().request('/v1/jobs', { headers });

    test('requests above the limit are refused with Retry-After; other callers are not affected', async () => {
      const answers = [];
      for (let i = 0; i < 4; i += 1) answers.push(await list(bearer(teacher)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      const [first, , , refused] = answers;
      expect(first?.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
      expect(first?.headers.get('ratelimit')).toBe('"requests";r=2;t=20');
      expect(refused?.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=(59|60)$/);
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(15);
      expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(20);
      expect(await refused?.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
      expect((await list(bearer(studio))).status).toBe(200);
    });

    test('wrong keys are counted by address, not against any owner', async () => {
      const answers = [];
      for (let i = 0; i < 5; i += 1)
        answers.push((await list({ Authorization: `Bearer x${i}` })).status);
      expect(answers).toEqual([401, 401, 401, 429, 429]);
      expect((await list(bearer(teacher))).status).toBe(200);
    });

    test('health is never refused', async () => {
      for (let i = 0; i < 8; i += 1) expect((await api().request('/livez')).status).toBe(200);
    });
  });

  describe('uploads', () => {
    const api = withApi(open, { apiKeys, limits: { ...plenty, uploadsAtOnce: 1 } });
    const post = (headers: Record<string, string>) =>
      api().request('/v1/jobs', { method: 'POST', body: clipForm('a.mp4'), headers });

    test('a caller has a limited number of uploads, and leaves slots for others', async () => {
      const slow = openForm(api().url, bearer(teacher));
      slow.write(`${filePart()}begin`);
      const taken = async () =>
        (await api().backend.limiter.holders('uploads:key:teacher')).length > 0;
      expect(await eventually(taken)).toBe(true);
      const refused = await post(bearer(teacher));
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
      expect((await post(bearer(studio))).status).toBe(202);
      slow.end(formEnd);
      expect((await answerTo(slow)).status).toBe(202);
      expect((await post(bearer(teacher))).status).toBe(202);
    });

    test('an aborted or refused upload releases its slots', async () => {
      const gone = openForm(api().url, { ...bearer(teacher), 'Content-Length': 1000 });
      gone.on('error', () => undefined);
      gone.write(`${filePart()}begin`);
      const holders = async () => [
        ...(await api().backend.limiter.holders('uploads:key:teacher')),
        ...(await api().backend.limiter.holders('jobs:key:teacher')),
      ];
      expect(await eventually(async () => (await holders()).length === 2)).toBe(true);
      gone.destroy();
      expect(await eventually(async () => (await holders()).length === 0)).toBe(true);
      const body = clipForm('a.mp4', { model: 'wide' });
      await api().json(400, '/v1/jobs', { method: 'POST', body, headers: bearer(teacher) });
      expect(await holders()).toEqual([]);
    });
  });

  describe('waits', () => {
    const api = withApi(open, { apiKeys, limits: { ...plenty, waitsAtOnce: 1 } });
    const get = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
      api().request(path, { headers, ...init });
    const submit = async (owner: typeof teacher): Promise<string> => {
      const init = { method: 'POST', body: clipForm('slow.mp4'), headers: bearer(owner) };
      return `/v1/jobs/${(await api().json(202, '/v1/jobs', init)).id}`;
    };
    const holders = () => api().backend.limiter.holders('waits:key:teacher');
    const waiting = async (count: number) =>
      expect(await eventually(async () => (await holders()).length === count)).toBe(true);

    test('a caller has a limited number of held responses; a disconnect releases a slot', async () => {
      const mine = await submit(teacher);
      const other = await submit(studio);
      const leave = new AbortController();
      const stream = await get(`${mine}/events`, bearer(teacher), { signal: leave.signal });
      await waiting(1);
      for (const [path, prefer] of [
        [`${mine}/events`, ''],
        [mine, 'wait=5'],
      ] as const) {
        const refused = await get(path, { ...bearer(teacher), Prefer: prefer });
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
        expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
      }
      expect((await get(mine, bearer(teacher))).status).toBe(200);
      const waited = await get(other, { ...bearer(studio), Prefer: 'wait=1' });
      expect(waited.headers.get('preference-applied')).toBe('wait=1');
      leave.abort();
      await stream.text().catch(() => 'broken off');
      await waiting(0);
      expect((await get(mine, { ...bearer(teacher), Prefer: 'wait=1' })).status).toBe(200);
      await waiting(0);
      expect((await get(`${mine}/events`, bearer(teacher), { method: 'HEAD' })).status).toBe(200);
      await waiting(0);
    });

    test('ended jobs need no slot, and a job is not refused for lack of one', async () => {
      const work = scriptWork(api().backend.store);
      api().backend.consume(work);
      const mine = await submit(teacher);
      const stream = await get(`${mine}/events`, bearer(teacher));
      await waiting(1);
      const form = { method: 'POST', body: clipForm('slow.mp4') };
      expect((await get('/upload', bearer(teacher), form)).status).toBe(202);
      work.finish();
      expect(await stream.text()).toMatch(/"state":"completed"/);
      await waiting(0);
      await api().backend.limiter.take('waits:key:teacher', 'somebody', {
        limit: 1,
        ttlMs: 60_000,
      });
      expect((await get(`${mine}/events`, bearer(teacher))).status).toBe(200);
      expect((await get(mine, { ...bearer(teacher), Prefer: 'wait=5' })).status).toBe(200);
    });
  });

  describe('jobs', () => {
    const api = withApi(open, { limits: { ...plenty, openJobs: 2 } });
    const post = () => api().request('/v1/jobs', { method: 'POST', body: clipForm('slow.mp4') });

    test('a caller has a limited number of open jobs; one that ends, or is deleted, frees a slot', async () => {
      const { id } = await api().submit('slow.mp4');
      const other = await api().submit('slow.mp4');
      const refused = await post();
      expect([refused.status, await refused.json()]).toMatchObject([
        429,
        { code: 'too-many-requests', detail: expect.stringMatching(/2 open jobs/) },
      ]);
      expect(await api().keys()).toHaveLength(2);
      await api().json(200, `/v1/jobs/${id}/cancel`, { method: 'POST' });
      expect((await post()).status).toBe(202);
      expect((await post()).status).toBe(429);
      await api().request(`/v1/jobs/${other.id}`, { method: 'DELETE' });
      expect((await post()).status).toBe(202);
      expect((await post()).status).toBe(429);
      const work = scriptWork(api().backend.store);
      work.finish();
      api().backend.consume(work);
      expect(await eventually(async () => (await post()).status === 202)).toBe(true);
    });

    test('a direct upload counts too when it becomes a job', async () => {
      await api().submit('slow.mp4');
      await api().submit('slow.mp4');
      const headers = { 'Content-Type': 'application/json' };
      const json = (body: unknown) => ({ method: 'POST', headers, body: JSON.stringify(body) });
      const ticket = await api().json(201, '/v1/uploads', json({ filename: 'a', sizeBytes: 1 }));
      await api().json(429, '/v1/jobs', json({ uploadId: ticket.uploadId }));
    });
  });
}
