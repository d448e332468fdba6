import {
  type RedisServer,
  requireS3Gateway,
  type S3Gateway,
  s3ServiceEnv,
  startRedis,
  startS3Gateway,
} from '@dance-pose/local-stack';
import { createBullConsumer } from '@dance-pose/queue';
import { createS3Store } from '@dance-pose/storage';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiProcess, startApiProcess } from './testing/api-process.ts';
import { scriptWork } from './testing/scripted-work.ts';
import { clipBytes, clipForm } from './testing/test-api.ts';

describe('the process on S3', () => {
  const resources = new AsyncDisposableStack();
  let redis: RedisServer;
  let gateway: S3Gateway;
  let api: ApiProcess;
  beforeAll(async () => {
    redis = resources.use(await startRedis());
    gateway = resources.use(await startS3Gateway(await requireS3Gateway()));
    api = resources.use(
      await startApiProcess({
        REDIS_URL: redis.url,
        ...s3ServiceEnv(gateway),
      }),
    );
  });
  afterAll(async () => {
    await resources.disposeAsync();
  });

  const keys = async (): Promise<string[]> => {
    await using store = createS3Store(gateway);
    const found: string[] = [];
    for await (const { key, sizeBytes } of store.list('jobs/')) found.push(`${key} ${sizeBytes}`);
    return found;
  };
  const post = (path: string, body: unknown) =>
    fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const remove = (id: unknown) => fetch(`${api.url}/v1/jobs/${id}`, { method: 'DELETE' });

  test('pages may load from the store and upload to it', async () => {
    const { headers } = await fetch(`${api.url}/`);
    const policy = headers.get('content-security-policy');
    for (const directive of ['media-src', 'img-src', 'connect-src']) {
      expect(policy).toContain(`${directive} 'self' ${gateway.endpoint}`);
    }
  });

  test('a form becomes an object and a job, and both can be deleted', async () => {
    const response = await fetch(`${api.url}/v1/jobs`, { method: 'POST', body: clipForm('a.mp4') });
    const { id } = (await response.json()) as { id: string };
    expect([response.status, await keys()]).toEqual([
      202,
      [`jobs/${id}/input ${clipBytes.length}`],
    ]);
    expect((await remove(id)).status).toBe(204);
    expect(await keys()).toEqual([]);
  });

  test('a re-run copies what it needs within the store', async () => {
    await using resources = new AsyncDisposableStack();
    const store = resources.use(createS3Store(gateway));
    const consumer = createBullConsumer({
      ...{ redisUrl: redis.url, prefix: 'dance-pose', onError: () => {} },
      options: { concurrency: 1, maxAttempts: 1 },
      work: scriptWork(store),
    });
    resources.defer(() => consumer.close(0));
    const completed = async (made: Response): Promise<string> => {
      const { id } = (await made.json()) as { id: string };
      const headers = { Prefer: 'wait=20' };
      const job = await fetch(`${api.url}/v1/jobs/${id}`, { headers });
      expect([made.status, await job.json()]).toMatchObject([202, { state: 'completed' }]);
      return id;
    };
    const form = { method: 'POST', body: clipForm('a.mp4') };
    const first = await completed(await fetch(`${api.url}/v1/jobs`, form));
    const drawn = await completed(await post(`/v1/jobs/${first}/rerender`, {}));
    expect((await remove(first)).status).toBe(204);
    const measured = await completed(await post(`/v1/jobs/${drawn}/reanalyse`, {}));
    for (const id of [drawn, measured]) {
      const artifact = await fetch(`${api.url}/v1/jobs/${id}/artifacts/landmarks.json`);
      expect(await artifact.text()).toBe('the bytes of landmarks.json');
      expect(artifact.headers.get('content-type')).toBe('application/json');
      expect(await keys()).toContain(`jobs/${id}/input ${clipBytes.length}`);
      expect((await remove(id)).status).toBe(204);
    }
    expect(await keys()).toEqual([]);
  });

  test('a direct upload with the ticket becomes a job', async () => {
    const announced = await post('/v1/uploads', { filename: 'a.mp4', sizeBytes: clipBytes.length });
    const { uploadId, upload } = (await announced.json()) as {
      uploadId: string;
      upload: { method: string; url: string; fields: Record<string, string> };
    };
    expect(upload.method).toBe('POST');
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.fields)) form.set(field, value);
    form.set('file', new Blob([clipBytes]), 'a.mp4');
    const early = await post('/v1/jobs', { uploadId });
    expect([early.status, await early.json()]).toMatchObject([422, { code: 'upload-missing' }]);
    expect((await fetch(upload.url, { method: 'POST', body: form })).ok).toBe(true);
    const made = await post('/v1/jobs', { uploadId, options: { model: 'lite' } });
    expect([made.status, await made.json()]).toMatchObject([202, { id: uploadId }]);
    expect((await remove(uploadId)).status).toBe(204);
    expect(await keys()).toEqual([]);
  });
});
