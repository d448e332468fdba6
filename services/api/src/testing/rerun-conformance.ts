import { text } from 'node:stream/consumers';
import { type ArtifactName, type JobDocument, objectKeys, UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { artifactBytes, scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipBytes, startTestApi } from './test-api.ts';

const ways = ['reanalyse', 'rerender'] as const;

/** Re-runs: jobs that start from the result of another job. */
export function rerunConformance(open: OpenBackend): void {
  const api = withApi(open);
  const consume = () => api().backend.consume(scriptWork(api().backend.store));
  const finished = async (name = 'a.mp4', fields = {}): Promise<JobDocument> => {
    consume();
    return api().end((await api().submit(name, fields)).id);
  };
  const asking = (body: unknown, headers = {}): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const again = async (id: string, way: string, body: unknown = {}): Promise<JobDocument> =>
    (await api().json(202, `/v1/jobs/${id}/${way}`, asking(body))) as JobDocument;
  const refused = (status: number, id: string, way: string, init = asking({})) =>
    api().json(status, `/v1/jobs/${id}/${way}`, init);
  const keysOf = async (id: string): Promise<string[]> => {
    const prefix = objectKeys.jobPrefix(id);
    const mine = (await api().keys()).filter((key) => key.startsWith(prefix));
    return mine.map((key) => key.slice(prefix.length));
  };
  const read = async (key: string) => text(await api().backend.store.get(key));

  test('are accepted like any job, with the name and the options of the first job and the changes', async () => {
    const fields = { model: 'lite', 'overlay.style': 'ghost', 'trim.startMs': '500' };
    const first = await finished('My dance.mov', fields);
    const changes = {
      ...{ overlay: { showBeats: true }, analysis: { cutoffHz: 10 } },
      music: { bpm: 70, meter: 3 },
    };
    const response = await api().request(`/v1/jobs/${first.id}/rerender`, asking(changes));
    const job = (await response.json()) as JobDocument;
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/v1/jobs/${job.id}`);
    expect(job.id).not.toBe(first.id);
    expect(job).toMatchObject({
      source: {
        fileName: 'My dance.mov',
        sizeBytes: clipBytes.length,
        basedOn: { jobId: first.id, how: 'rendering' },
      },
      options: {
        ...first.options,
        overlay: { ...first.options.overlay, showBeats: true },
        analysis: { ...first.options.analysis, cutoffHz: 10 },
        music: { bpm: 70, meter: 3 },
      },
    });
    const unset = { music: { bpm: null } };
    const twice = await again((await api().end(job.id)).id, 'reanalyse', unset);
    expect(twice).toMatchObject({
      options: { ...job.options, music: { meter: 3 } },
      source: { basedOn: { jobId: job.id, how: 'reanalysis' } },
    });
    expect((await api().end(twice.id)).result?.downloadUrl).toMatch(/My.dance-annotated/);
  });

  test('have all that they need before they start, and nothing else', async () => {
    const first = await finished('a.png');
    const taken = async (way: string, id = first.id): Promise<[string[], JobDocument]> => {
      let keys: string[] = [];
      const { queue: real } = api().backend;
      const add: typeof real.add = async (job) => {
        keys = await keysOf(job.id);
        await real.add(job);
      };
      const queue = { ...real, add };
      await using other = await startTestApi({ ...api().backend, queue });
      const job = await other.json(202, `/v1/jobs/${id}/${way}`, asking({}));
      return [keys, await api().end(String(job.id))];
    };
    const [rendering] = await taken('rerender');
    expect(rendering).toEqual(['artifacts/landmarks.json', 'input']);
    const [reanalysis, measured] = await taken('reanalyse');
    const kept: ArtifactName[] = ['annotated.png', 'landmarks.json', 'onsets.json'];
    expect(reanalysis).toEqual([...kept.map((name) => `artifacts/${name}`), 'input']);
    const [ofOlder] = await taken('reanalyse', (await finished('older.mp4')).id);
    expect(ofOlder).toEqual([
      ...['annotated.mp4', 'landmarks.json', 'report.json'].map((name) => `artifacts/${name}`),
      'input',
    ]);
    for (const name of kept) {
      expect(await read(objectKeys.artifact(measured.id, name))).toBe(String(artifactBytes(name)));
    }
    expect(measured.input).toEqual(first.input);
  });

  test.each(ways)('made with %s outlive the job that they are based on', async (way) => {
    const first = await finished();
    const job = await again(first.id, way);
    expect((await api().request(`/v1/jobs/${first.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await api().end(job.id)).toMatchObject({
      state: 'completed',
      source: { basedOn: { jobId: first.id } },
    });
    expect((await api().request(`/v1/jobs/${job.id}/artifacts/annotated.mp4`)).status).toBe(302);
    expect(await keysOf(first.id)).toEqual([]);
    const next = await again(job.id, way === 'rerender' ? 'reanalyse' : 'rerender');
    expect(await api().end(next.id)).toMatchObject({ state: 'completed' });
    expect(await refused(404, first.id, way)).toMatchObject({ code: 'not-found' });
  });

  test('need a completed job', async () => {
    consume();
    const failed = await api().end((await api().submit('broken.mp4')).id);
    const running = await api().submit('slow.mp4');
    for (const way of ways) {
      expect(await refused(409, failed.id, way)).toMatchObject({ code: 'job-has-no-result' });
      expect(await refused(409, running.id, way)).toMatchObject({ code: 'job-not-finished' });
    }
    await api().json(200, `/v1/jobs/${running.id}/cancel`, { method: 'POST' });
    const cancelled = await api().end(running.id);
    expect(await refused(409, cancelled.id, 'rerender')).toMatchObject({
      code: 'job-has-no-result',
    });
  });

  test('need the file to rerender, but not to reanalyse', async () => {
    const first = await finished();
    await api().backend.store.deletePrefix(objectKeys.input(first.id));
    const before = await api().keys();
    expect(await refused(410, first.id, 'rerender')).toMatchObject({
      code: 'input-missing',
      detail: expect.stringMatching(/Upload it again/),
    });
    expect(await api().keys()).toEqual(before);
    const job = await again(first.id, 'reanalyse');
    expect(await api().end(job.id)).toMatchObject({ state: 'completed' });
    expect(await refused(410, job.id, 'rerender')).toMatchObject({ code: 'input-missing' });
  });

  test('need onsets or the file for music options', async () => {
    const music = { bpm: 70 };
    const [first, older] = [await finished(), await finished('older.mp4')];
    for (const { id } of [first, older]) {
      expect(await api().end((await again(id, 'reanalyse', { music })).id)).toMatchObject({
        state: 'completed',
        options: { music },
      });
      await api().backend.store.deletePrefix(objectKeys.input(id));
    }
    await api().end((await again(first.id, 'reanalyse', { music })).id);
    const before = await api().keys();
    expect(await refused(410, older.id, 'reanalyse', asking({ music }))).toMatchObject({
      code: 'input-missing',
      detail: expect.stringMatching(/onsets\.json.*without them/),
    });
    expect(await api().keys()).toEqual(before);
    await again(older.id, 'reanalyse');
  });

  test('of jobs without a report can rerender, but not reanalyse', async () => {
    const first = await finished('unreported.mp4');
    expect(await refused(409, first.id, 'reanalyse')).toMatchObject({
      code: 'job-has-no-result',
      detail: expect.stringMatching(/rerender/),
    });
    expect(await api().end((await again(first.id, 'rerender')).id)).toMatchObject({
      state: 'completed',
    });
  });

  test('accept only their own options, as JSON', async () => {
    const first = await finished();
    const { id } = first;
    const wrong: [string, unknown, string][] = [
      ['reanalyse', { overlay: { style: 'ghost' } }, 'overlay'],
      ['reanalyse', { analysis: { cutoffHz: 0 } }, 'analysis.cutoffHz'],
      ['reanalyse', { music: { bpm: 20 } }, 'music.bpm'],
      ['rerender', { music: { meter: 5 } }, 'music.meter'],
      ['rerender', { model: 'lite' }, 'model'],
      ['rerender', { trim: { startMs: 0 } }, 'trim'],
      ['rerender', { overlay: { showBeat: true } }, 'overlay.showBeat'],
      ['rerender', [], ''],
    ];
    for (const [way, body, path] of wrong) {
      const problem = await refused(400, id, way, asking(body));
      expect([way, problem]).toMatchObject([way, { code: 'invalid-options', errors: [{ path }] }]);
    }
    for (const init of [{ method: 'POST' }, { method: 'POST', body: new FormData() }]) {
      expect(await refused(400, id, 'rerender', init)).toMatchObject({
        code: 'invalid-request',
        detail: expect.stringMatching(/application\/json/),
      });
    }
    expect((await api().backend.queue.list({ owner: 'anonymous', limit: 5 })).jobs).toHaveLength(1);
  });

  test('are made once per Idempotency-Key, even if the first job was deleted since', async () => {
    const first = await finished();
    const keyed = (body: unknown) => asking(body, { 'Idempotency-Key': 'again' });
    const path = `/v1/jobs/${first.id}/reanalyse`;
    const made = await api().json(202, path, keyed({}));
    await api().end(String(made.id));
    await api().request(`/v1/jobs/${first.id}`, { method: 'DELETE' });
    expect(await api().json(202, path, keyed({}))).toMatchObject({ id: made.id });
    const other = { analysis: { cutoffHz: 3 } };
    expect(await api().json(422, path, keyed(other))).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const elsewhere = `/v1/jobs/${first.id}/rerender`;
    expect(await api().json(422, elsewhere, keyed({}))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  test('leave nothing if they fail half-way', async () => {
    const first = await finished();
    const before = await api().keys();
    for (const [lost, code, status] of [
      ['landmarks.json', 'not-found', 404],
      ['input', 'store-unavailable', 503],
    ] as const) {
      const { store } = api().backend;
      const copy: typeof store.copy = async (from, to) => {
        if (from.endsWith(lost)) throw new UserError(code, 'made up');
        await store.copy(from, to);
      };
      await using other = await startTestApi({ ...api().backend, store: { ...store, copy } });
      for (const way of ways) {
        const problem = await other.json(status, `/v1/jobs/${first.id}/${way}`, asking({}));
        expect(problem).toMatchObject({ code });
        expect(await api().keys()).toEqual(before);
      }
    }
    expect(await api().backend.limiter.holders('jobs:address:127.0.0.1')).toEqual([first.id]);
    expect(await api().backend.limiter.holders('uploads:address:127.0.0.1')).toEqual([]);
  });

  describe('when the caller has no slot for another job', () => {
    const crowded = withApi(open, {
      limits: { requestsPerMinute: 1000, uploadsAtOnce: 4, waitsAtOnce: 4, openJobs: 1 },
    });

    test('are refused before anything is copied', async () => {
      crowded().backend.consume(scriptWork(crowded().backend.store));
      const first = await crowded().end((await crowded().submit('a.mp4')).id);
      const slow = await crowded().submit('slow.mp4');
      const before = await crowded().keys();
      const path = `/v1/jobs/${first.id}/rerender`;
      expect(await crowded().json(429, path, asking({}))).toMatchObject({
        code: 'too-many-requests',
      });
      expect(await crowded().keys()).toEqual(before);
      await crowded().json(200, `/v1/jobs/${slow.id}/cancel`, { method: 'POST' });
      await crowded().end(slow.id);
      await crowded().json(202, path, asking({}));
    });
  });
}
