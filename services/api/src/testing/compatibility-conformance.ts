import { expect, test } from '@jest/globals';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipBytes, clipForm } from './test-api.ts';

// Requests and stored objects as earlier versions left them. Add fixtures, do not change them.

const id = '0123456789abcdef0123456789abcdef';
const earlierId = 'fedcba9876543210fedcba9876543210';

/** All options as fields of a form. */
const fields = {
  model: 'heavy',
  smoothing: 'strong',
  minDetectionConfidence: '0.6',
  minPresenceConfidence: '0.6',
  minTrackingConfidence: '0.6',
  'overlay.style': 'ghost',
  'overlay.showAngles': 'true',
  'overlay.angleJoints': 'elbow,knee',
  'overlay.showTrails': 'true',
  'overlay.showBeats': 'true',
  'overlay.showCentreOfMass': 'true',
  'overlay.colour': 'magenta-green',
  'analysis.cutoffHz': '10',
  'analysis.minVisibility': '0.4',
  'analysis.exports': 'trc,mot',
  'encode.preset': 'fast',
  'encode.crf': '20',
  'encode.maxHeight': '720',
  'trim.startMs': '500',
  'trim.endMs': '9000',
};

/** The same as JSON. */
const options = {
  model: 'heavy',
  smoothing: 'strong',
  ...{ minDetectionConfidence: 0.6, minPresenceConfidence: 0.6, minTrackingConfidence: 0.6 },
  overlay: {
    style: 'ghost',
    ...{ showAngles: true, angleJoints: ['elbow', 'knee'], showTrails: true, showBeats: true },
    ...{ showCentreOfMass: true, colour: 'magenta-green' },
  },
  analysis: { cutoffHz: 10, minVisibility: 0.4, exports: ['trc', 'mot'] },
  encode: { preset: 'fast', crf: 20, maxHeight: 720 },
  trim: { startMs: 500, endMs: 9000 },
};

const artifact = (name: string, mediaType: string) => ({
  ...{ name, mediaType, sizeBytes: clipBytes.length, sha256: 'ab'.repeat(32) },
});

/** `job.json` of a completed re-run, without `analysis` and later options. */
const storedRecord = (how: string) => ({
  ...{ id, owner: 'anonymous', state: 'completed', attempts: 1 },
  createdAt: '2026-11-22T10:00:00.000Z',
  startedAt: '2026-11-22T10:00:01.000Z',
  finishedAt: '2026-11-22T10:00:31.000Z',
  options: { model: 'full', overlay: { style: 'skeleton', showAngles: true } },
  source: { fileName: 'dance.mov', sizeBytes: 1000, basedOn: { jobId: earlierId, how } },
  input: null,
  progress: null,
  result: {
    artifacts: [
      artifact('annotated.mp4', 'video/mp4'),
      artifact('landmarks.json', 'application/json'),
      artifact('report.json', 'application/json'),
    ],
    summary: {
      ...{ engine: '@mediapipe/tasks-vision', model: 'full', meanVisibility: 0.9 },
      ...{ framesAnalysed: 300, framesWithPerson: 298 },
    },
    warnings: [{ code: 'no-sound', message: 'The file has no sound.' }],
  },
  error: null,
});

/** Requests of earlier clients, and objects in the store, keep working. */
export function compatibilityConformance(open: OpenBackend): void {
  const api = withApi(open);
  const post = (path: string, body: unknown) =>
    api().json(202, path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const put = (key: string, body: Buffer) =>
    api().backend.store.put(key, body, { contentType: 'application/octet-stream' });
  const storeJob = async (how: string) => {
    const names = ['annotated.mp4', 'landmarks.json', 'report.json'];
    for (const name of names) await put(`jobs/${id}/artifacts/${name}`, clipBytes);
    await put(`jobs/${id}/input`, clipBytes);
    await put(`jobs/${id}/job.json`, Buffer.from(JSON.stringify(storedRecord(how))));
  };

  test.each([
    ['fields', fields],
    ['a JSON field', { options: JSON.stringify(options) }],
  ])('a form with all options as %s makes a job', async (_name, sent) => {
    expect(await api().submit('dance.mov', sent)).toMatchObject({ options });
  });

  test('an upload announced earlier becomes a job', async () => {
    const announcement = { fileName: 'dance.mov', sizeBytes: clipBytes.length, owner: 'anonymous' };
    await api().backend.ledger.set(`upload:${id}`, JSON.stringify(announcement), 60_000);
    await put(`uploads/${id}`, clipBytes);
    expect(await post('/v1/jobs', { uploadId: id, options })).toMatchObject({ id, options });
  });

  test.each(['/upload', '/v1/jobs'])('%s takes a form with a file only', async (path) => {
    api().backend.consume(scriptWork(api().backend.store));
    const response = await api().request(path, { method: 'POST', body: clipForm('dance.mov') });
    expect(response.ok).toBe(true);
    if (path !== '/upload') return;
    const { output, jobId } = (await response.json()) as Record<string, string>;
    expect(output).toBe(`${jobId}_annotated.mp4`);
    for (const way of ['preview', 'download']) {
      expect((await api().request(`/${way}/${output}`)).status).toBe(302);
    }
    expect(await api().json(200, '/health')).toEqual({ status: 'ok' });
  });

  test.each(['reanalysis', 'rendering'])('a stored job.json of a %s', async (how) => {
    await storeJob(how);
    const document = await api().json(200, `/v1/jobs/${id}`);
    const text = 'The file has no sound.';
    expect(document).toMatchObject({
      source: { basedOn: { jobId: earlierId, how } },
      result: { warnings: [{ code: 'no-sound', values: {}, text, message: text }] },
    });
    const { smoothing, overlay, analysis, encode } = options;
    const reanalysed = await post(`/v1/jobs/${id}/reanalyse`, { analysis });
    expect(reanalysed).toMatchObject({
      options: { model: 'full', analysis },
      source: { basedOn: { jobId: id, how: 'reanalysis' } },
    });
    const changes = { smoothing, overlay, analysis, encode };
    expect(await post(`/v1/jobs/${id}/rerender`, changes)).toMatchObject({
      options: { model: 'full', ...changes },
      source: { basedOn: { jobId: id, how: 'rendering' } },
    });
  });
}
