import { buffer } from 'node:stream/consumers';
import { objectKeys } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { answerTo, eventually, fieldPart, filePart, formEnd, openForm } from './raw-request.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipBytes, clipForm } from './test-api.ts';

/** Forms become jobs, and failures leave nothing behind. */
export function submitConformance(open: OpenBackend): void {
  const api = withApi(open);
  const post = (body: FormData, headers: Record<string, string> = {}) =>
    api().request('/v1/jobs', { method: 'POST', body, headers });
  const refused = async (body: FormData) => {
    const response = await post(body);
    const problem = (await response.json()) as { code: string; errors?: { path: string }[] };
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(await api().keys()).toEqual([]);
    return [response.status, problem.code, ...(problem.errors ?? []).map(({ path }) => path)];
  };

  test('a form with only a file makes a job with default options', async () => {
    const response = await post(clipForm('Mein Tanz ü.mov'));
    const job = (await response.json()) as { id: string };
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/v1/jobs/${job.id}`);
    expect(job).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      state: 'queued',
      attempts: 0,
      source: { fileName: 'Mein Tanz ü.mov', sizeBytes: clipBytes.length },
      options: { model: 'full', overlay: { style: 'skeleton' } },
      links: {
        self: `${api().url}/v1/jobs/${job.id}`,
        events: `${api().url}/v1/jobs/${job.id}/events`,
      },
      result: null,
      error: null,
    });
    expect(job).not.toHaveProperty('owner');
    const stored = await api().backend.store.get(objectKeys.input(job.id));
    expect(await buffer(stored)).toEqual(clipBytes);
  });

  test('options are fields with dots, before or after the file', async () => {
    const sent = openForm(api().url);
    sent.end(
      fieldPart('overlay.style', 'ghost') +
        fieldPart('trim.startMs', '500') +
        `${filePart()}bytes\r\n` +
        fieldPart('overlay.showAngles', 'true') +
        fieldPart('model', 'heavy').trimEnd() +
        formEnd,
    );
    const { status, body } = await answerTo(sent);
    expect([status, body.options]).toMatchObject([
      202,
      { model: 'heavy', overlay: { style: 'ghost', showAngles: true }, trim: { startMs: 500 } },
    ]);
  });

  test('options are one field of JSON', async () => {
    const job = await api().submit('a.mp4', { options: '{"model":"lite","encode":{"crf":30}}' });
    expect(job.options).toMatchObject({ model: 'lite', encode: { crf: 30 } });
  });

  test('unknown and invalid options and malformed JSON are named, and nothing is kept', async () => {
    expect(await refused(clipForm('a.mp4', { modle: 'lite' }))).toEqual([
      400,
      'invalid-options',
      'modle',
    ]);
    expect(await refused(clipForm('a.mp4', { 'encode.crf': '900', smoothing: 'very' }))).toEqual([
      400,
      'invalid-options',
      'smoothing',
      'encode.crf',
    ]);
    expect(await refused(clipForm('a.mp4', { options: '{' }))).toEqual([
      400,
      'invalid-options',
      'options',
    ]);
    expect(await refused(clipForm('a.mp4', { 'overlay[style]': 'ghost' }))).toEqual([
      400,
      'invalid-request',
      'overlay[style]',
    ]);
  });

  test('a missing, misplaced, empty or second file is refused', async () => {
    const none = new FormData();
    none.set('model', 'lite');
    expect(await refused(none)).toEqual([400, 'invalid-request', 'file']);
    const two = clipForm('a.mp4');
    two.append('file', new Blob(['b']), 'b.mp4');
    expect(await refused(two)).toEqual([400, 'invalid-request', 'file']);
    const elsewhere = new FormData();
    elsewhere.set('video', new Blob(['b']), 'b.mp4');
    expect(await refused(elsewhere)).toEqual([400, 'invalid-request', 'video']);
    const empty = new FormData();
    empty.set('file', new Blob([]), 'b.mp4');
    expect(await refused(empty)).toEqual([400, 'invalid-request', 'file']);
  });

  test('malformed forms are refused', async () => {
    const text = await api().request('/v1/jobs', { method: 'POST', body: 'hello' });
    expect([text.status, await text.json()]).toMatchObject([400, { code: 'invalid-request' }]);
    const unbounded = openForm(api().url, { 'Content-Type': 'multipart/form-data' });
    unbounded.end('x');
    expect(await answerTo(unbounded)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    const halfway = openForm(api().url);
    halfway.end(`${filePart()}the end is missing`);
    expect(await answerTo(halfway)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringMatching(/Unexpected end of form/) },
    });
    expect(await api().keys()).toEqual([]);
  });

  test('a file above the limit is refused by its Content-Length before it is read', async () => {
    const sent = openForm(api().url, { 'Content-Length': 5_000_000 });
    sent.write(filePart());
    const { status, body } = await answerTo(sent);
    expect([status, body.code]).toEqual([413, 'upload-too-large']);
    expect(body.detail).toMatch(/has 5,000,000 bytes; the limit is 1,000,000/);
    sent.destroy();
    expect(await api().keys()).toEqual([]);
  });

  test('a file above the limit without a Content-Length is refused where it exceeds it', async () => {
    const sent = openForm(api().url);
    sent.write(filePart());
    sent.write(Buffer.alloc(1_500_000));
    const { status, body } = await answerTo(sent); // The form has not ended.
    expect([status, body.code]).toEqual([413, 'upload-too-large']);
    sent.destroy();
    expect(await api().keys()).toEqual([]);
  });

  test('a file of exactly the maximum size is accepted', async () => {
    const form = new FormData();
    form.set('file', new Blob([Buffer.alloc(1_000_000)]), 'a.mp4');
    expect((await post(form)).status).toBe(202);
  });

  test('a client that disconnects in the middle leaves nothing', async () => {
    const sent = openForm(api().url, { 'Content-Length': 900_000 });
    sent.on('error', () => undefined); // The test aborts the request.
    sent.write(filePart());
    await new Promise((written) => sent.write(Buffer.alloc(400_000), written));
    await new Promise((resolve) => setTimeout(resolve, 50));
    sent.destroy();
    expect(await eventually(() => api().logged.some(({ aborted }) => aborted === true))).toBe(true);
    expect(await api().keys()).toEqual([]);
    expect((await api().backend.queue.list({ owner: 'anonymous', limit: 5 })).jobs).toEqual([]);
    expect(api().logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  test('two uploads at once do not mix', async () => {
    const [a, b] = await Promise.all([
      api().submit('a.mp4', { model: 'lite' }),
      api().submit('b.mp4', { model: 'heavy' }),
    ]);
    expect([a.source.fileName, a.options.model]).toEqual(['a.mp4', 'lite']);
    expect([b.source.fileName, b.options.model]).toEqual(['b.mp4', 'heavy']);
    expect(await api().keys()).toEqual([objectKeys.input(a.id), objectKeys.input(b.id)].sort());
  });
}
