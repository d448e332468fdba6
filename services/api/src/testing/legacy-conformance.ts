import { expect, test } from '@jest/globals';
import { eventually } from './raw-request.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipForm } from './test-api.ts';

/** The routes of the original Python app, whose clients do not know jobs. */
export function legacyConformance(open: OpenBackend): void {
  const api = withApi(open, { uploadWaitMs: 300 });
  const consume = () => {
    const work = scriptWork(api().backend.store);
    api().backend.consume(work);
    return work;
  };
  const upload = (fileName: string, headers: Record<string, string> = {}) =>
    api().request('/upload', { method: 'POST', body: clipForm(fileName), headers });
  const get = (path: string) => api().request(path);

  test('responds when the job has ended, with a name for preview and download', async () => {
    consume();
    const response = await upload('a.mp4');
    const answer = (await response.json()) as Record<string, string>;
    expect(response.status).toBe(200);
    expect(answer).toEqual({
      output: `${answer.jobId}_annotated.mp4`,
      jobId: expect.stringMatching(/^[0-9a-f]{32}$/),
      statusUrl: `${api().url}/v1/jobs/${answer.jobId}`,
    });
    const preview = await get(`/preview/${answer.output}`);
    expect([preview.status, preview.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/inline/),
    ]);
    const download = await get(`/download/${answer.output}`);
    expect([download.status, download.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/attachment/),
    ]);
  });

  test('a picture yields a picture, found with either extension', async () => {
    consume();
    const { output, jobId } = (await (await upload('a.png')).json()) as Record<string, string>;
    expect(output).toBe(`${jobId}_annotated.png`);
    for (const name of [output, `${jobId}_annotated.mp4`]) {
      expect((await get(`/preview/${name}`)).headers.get('location')).toMatch(/annotated\.png/);
    }
  });

  test('a failed job is a problem with a detail', async () => {
    consume();
    const response = await upload('broken.mp4');
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { code: 'unreadable-media', detail: expect.stringMatching(/could not be read/) },
    ]);
  });

  test('a job that takes longer is reported as pending, and can be fetched later', async () => {
    const work = consume();
    const response = await upload('slow.mp4');
    const { output, jobId } = (await response.json()) as Record<string, string>;
    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/jobs/${jobId}`]);
    const early = await get(`/preview/${output}`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([409, '2']);
    work.finish();
    expect(await eventually(async () => (await get(`/preview/${output}`)).status === 302)).toBe(
      true,
    );
  });

  test('responds at once on request', async () => {
    const response = await upload('a.mp4', { Prefer: 'respond-async' });
    expect([response.status, response.headers.get('preference-applied')]).toEqual([
      202,
      'respond-async',
    ]);
  });

  test('a client that disconnects while it waits does not stop its job', async () => {
    const work = consume();
    const leaving = new AbortController();
    const waiting = api()
      .request('/upload', { method: 'POST', body: clipForm('slow.mp4'), signal: leaving.signal })
      .catch(() => undefined);
    const jobs = async () =>
      (await api().backend.queue.list({ owner: 'anonymous', limit: 1 })).jobs;
    expect(await eventually(async () => (await jobs()).length === 1)).toBe(true);
    leaving.abort();
    await waiting;
    work.finish();
    expect(await eventually(async () => (await jobs())[0]?.state === 'completed')).toBe(true);
  });

  test('invalid and unknown names are not found', async () => {
    const names = ['x_annotated.mp4', `${'f'.repeat(32)}_annotated.mp4`, `${'f'.repeat(32)}.mp4`];
    for (const name of names) {
      for (const path of ['preview', 'download']) {
        expect(await api().json(404, `/${path}/${name}`)).toMatchObject({
          code: 'not-found',
          detail: expect.any(String),
        });
      }
    }
  });
}
