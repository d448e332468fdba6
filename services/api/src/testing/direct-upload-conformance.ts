import { objectKeys } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { type OpenBackend, withApi } from './setup-conformance.ts';

const bytes = Buffer.from('sent straight to the store');

/** Files that are uploaded to the store without passing through the API, and then become jobs. */
export function directUploadConformance(open: OpenBackend): void {
  const api = withApi(open);
  const postJson = (path: string, body: unknown, status: number) =>
    api().json(status, path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const announce = async (sizeBytes = bytes.length): Promise<string> =>
    String(
      (await postJson('/v1/uploads', { filename: 'C:\\a\\clip.mp4', sizeBytes }, 201)).uploadId,
    );
  const put = (uploadId: string) =>
    api().backend.store.put(objectKeys.upload(uploadId), bytes, { contentType: 'video/mp4' });

  test('an announced and uploaded file becomes one job, however often it is requested', async () => {
    const uploadId = await announce();
    await put(uploadId);
    const first = await postJson('/v1/jobs', { uploadId, options: { model: 'lite' } }, 202);
    const again = await postJson('/v1/jobs', { uploadId, options: { model: 'lite' } }, 202);
    expect(first).toMatchObject({
      id: uploadId,
      source: { fileName: 'clip.mp4', sizeBytes: bytes.length },
      options: { model: 'lite' },
    });
    expect(again).toEqual(first);
    expect((await api().backend.queue.list({ owner: 'anonymous', limit: 5 })).jobs).toHaveLength(1);
  });

  test('the ticket has URL, method and expiry', async () => {
    const ticket = await postJson('/v1/uploads', { filename: 'a.mp4', sizeBytes: 5 }, 201);
    const { url } = ticket.upload as { url: string };
    expect(new URL(url).pathname).toMatch(`uploads/${ticket.uploadId}`);
    const seconds = (Date.parse(String(ticket.expiresAt)) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
  });

  test('a file that has not been uploaded is missing, and can be uploaded later', async () => {
    const uploadId = await announce();
    expect(await postJson('/v1/jobs', { uploadId }, 422)).toMatchObject({ code: 'upload-missing' });
    await put(uploadId);
    expect(await postJson('/v1/jobs', { uploadId }, 202)).toMatchObject({ id: uploadId });
  });

  test('a file of another size is removed', async () => {
    const uploadId = await announce(bytes.length + 1);
    await put(uploadId);
    expect(await postJson('/v1/jobs', { uploadId }, 422)).toMatchObject({
      code: 'upload-missing',
      detail: expect.stringMatching(/26 bytes, but 27 were announced/),
    });
    expect(await api().keys()).toEqual([]);
  });

  test('unannounced and oversized files and malformed JSON are refused', async () => {
    const unknown = { uploadId: 'f'.repeat(32) };
    expect(await postJson('/v1/jobs', unknown, 404)).toMatchObject({ code: 'not-found' });
    await api().backend.ledger.set(
      `upload:${unknown.uploadId}`,
      JSON.stringify({ owner: 'somebody else', fileName: 'a.mp4', sizeBytes: 1 }),
      60_000,
    );
    expect(await postJson('/v1/jobs', unknown, 404)).toMatchObject({ code: 'not-found' });
    const huge = { filename: 'a.mp4', sizeBytes: 1_000_001 };
    expect(await postJson('/v1/uploads', huge, 413)).toMatchObject({ code: 'upload-too-large' });
    expect(await postJson('/v1/uploads', { filename: '' }, 400)).toMatchObject({
      errors: [{ path: 'filename' }, { path: 'sizeBytes' }],
    });
    expect(await postJson('/v1/jobs', { uploadId: 'x', options: { crf: 3 } }, 400)).toMatchObject({
      errors: [{ path: 'uploadId' }, { path: 'options.crf' }],
    });
    const broken = await api().request('/v1/uploads', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"filename":',
    });
    expect([broken.status, await broken.json()]).toMatchObject([
      400,
      { code: 'invalid-request', detail: expect.stringMatching(/not valid JSON/) },
    ]);
  });
}
