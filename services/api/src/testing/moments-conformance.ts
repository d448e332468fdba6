import { type JobId, objectKeys } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { eventually } from './raw-request.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';

const unknownId = 'f'.repeat(32);

/** Videos of moments: asking for them, and getting them. */
export function momentsConformance(open: OpenBackend): void {
  const api = withApi(open);
  const clip = (id: string, n: number | string) => `/v1/jobs/${id}/moments/${n}/clip`;
  const post = (status: number, id: string, n: number | string) =>
    api().json(status, clip(id, n), { method: 'POST' });

  /** A completed job whose report has two moments. */
  async function completed(): Promise<JobId> {
    const { store } = api().backend;
    api().backend.consume(scriptWork(store));
    const { id } = await api().end((await api().submit('My dance.mov')).id);
    const report = Buffer.from(JSON.stringify({ moments: [{}, {}] }));
    const options = { contentType: 'application/json' };
    await store.put(objectKeys.artifact(id, 'report.json'), report, options);
    return id;
  }
  const makeAll = () => {
    const { store } = api().backend;
    api().backend.cut(async ({ jobId, moment }) => {
      const key = objectKeys.momentClip(jobId, moment);
      await store.put(key, Buffer.from(`moment ${moment}`), { contentType: 'video/mp4' });
    });
  };

  test('the video of a moment is cut when it is asked for, and then found', async () => {
    const id = await completed();
    expect(await api().json(404, clip(id, 1))).toMatchObject({
      code: 'not-found',
      detail: expect.stringContaining(`POST ${clip(id, 1)}`),
    });
    expect(await post(202, id, 1)).toEqual({
      state: 'waiting',
      links: { self: `${api().url}${clip(id, 1)}` },
    });
    expect(await api().json(409, clip(id, 1))).toMatchObject({ code: 'job-not-finished' });
    makeAll();
    const get = () => api().request(`${clip(id, 1)}?disposition=attachment`);
    expect(await eventually(async () => (await get()).status === 302)).toBe(true);
    const location = (await get()).headers.get('location') ?? '';
    expect(decodeURIComponent(location)).toMatch(/attachment.*My.dance-moment-1\.mp4/);
    expect(await post(200, id, 1)).toMatchObject({ state: 'ready' });
    // A request that waits is answered as soon as the video is there.
    const headers = { Prefer: 'wait=20' };
    const other = await api().json(200, clip(id, 0), { method: 'POST', headers });
    expect(other).toMatchObject({ state: 'ready' });
    await api().request(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect((await api().keys()).filter((key) => key.includes(id))).toEqual([]);
  });

  test('a cut that fails is said, and can be asked for again', async () => {
    const id = await completed();
    api().backend.cut(async () => {
      throw new Error('no');
    });
    await post(202, id, 0);
    const isOver = async () => (await api().request(clip(id, 0))).status === 404;
    expect(await eventually(isOver)).toBe(true);
    expect(await api().json(404, clip(id, 0))).toMatchObject({
      detail: expect.stringContaining('could not be cut'),
    });
    expect(await post(202, id, 0)).toMatchObject({ state: 'waiting' });
    const headers = { Prefer: 'wait=20' };
    const failed = await api().json(500, clip(id, 1), { method: 'POST', headers });
    expect(failed).toMatchObject({ detail: expect.stringContaining('could not be cut') });
  });

  test('moments that are not there, and jobs without a result, are refused', async () => {
    const id = await completed();
    expect(await post(404, id, 2)).toMatchObject({
      detail: expect.stringContaining('its report has 2, counted from 0'),
    });
    await post(404, id, '-1');
    await post(404, unknownId, 0);
    await api().json(404, clip(unknownId, 0));
    const failed = await api().end((await api().submit('broken.mp4')).id);
    expect(await post(409, failed.id, 0)).toMatchObject({ code: 'job-has-no-result' });
  });

  test('a caller may ask for 120 an hour; asking again for one that waits is free', async () => {
    const id = await completed();
    const { store } = api().backend;
    const report = Buffer.from(
      JSON.stringify({ moments: Array.from({ length: 130 }, () => ({})) }),
    );
    const options = { contentType: 'application/json' };
    await store.put(objectKeys.artifact(id, 'report.json'), report, options);
    for (let n = 0; n < 120; n += 1) await post(202, id, n);
    await post(202, id, 0);
    expect(await post(429, id, 120)).toMatchObject({ code: 'too-many-requests' });
  });
}
