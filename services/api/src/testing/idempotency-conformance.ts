import { expect, test } from '@jest/globals';
import { answerTo, eventually, filePart, formEnd, openForm } from './raw-request.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipForm } from './test-api.ts';

/** `Idempotency-Key`: one job, however often the request is sent. */
export function idempotencyConformance(open: OpenBackend): void {
  const api = withApi(open);
  const post = async (body: FormData, key: string) => {
    const headers = { 'Idempotency-Key': key };
    const response = await api().request('/v1/jobs', { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  test('the same request returns the same job and stores nothing more', async () => {
    const first = await post(clipForm('a.mp4'), 'key-1');
    const again = await post(clipForm('a.mp4'), 'key-1');
    const other = await post(clipForm('a.mp4'), 'key-2');
    expect([first.status, again.status, other.status]).toEqual([202, 202, 202]);
    expect(again.body.id).toBe(first.body.id);
    expect(other.body.id).not.toBe(first.body.id);
    expect(await api().keys()).toHaveLength(2);
  });

  test('the response to a repeated upload does not wait for its bytes', async () => {
    const body = `${filePart()}bytes${formEnd}`;
    const headers = { 'Content-Length': body.length, 'Idempotency-Key': 'early' };
    const first = openForm(api().url, headers);
    first.end(body);
    const made = await answerTo(first);
    const again = openForm(api().url, headers);
    again.write(body.slice(0, 10));
    expect(await answerTo(again)).toMatchObject({ status: 202, body: { id: made.body.id } });
    again.destroy();
  });

  test('a second request is refused while the first is in progress', async () => {
    const body = `${filePart()}bytes${formEnd}`;
    const headers = { 'Content-Length': body.length, 'Idempotency-Key': 'busy' };
    const slow = openForm(api().url, headers);
    slow.write(body.slice(0, -formEnd.length));
    const key = 'idempotency:anonymous:busy';
    const claimed = async () => (await api().backend.ledger.get(key)) !== undefined;
    expect(await eventually(claimed)).toBe(true);
    const second = openForm(api().url, headers);
    second.end(body);
    const refused = await answerTo(second);
    expect([refused.status, refused.body.code]).toEqual([409, 'request-in-progress']);
    expect(refused.headers['retry-after']).toBe('5');
    slow.end(formEnd);
    expect((await answerTo(slow)).status).toBe(202);
    expect(await api().keys()).toHaveLength(1);
  });

  test('a key that was used for another request is refused', async () => {
    await post(clipForm('a.mp4'), 'reused');
    expect(await post(clipForm('a.mp4', { model: 'lite' }), 'reused')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    const json = await api().request('/v1/jobs', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'reused' },
      body: JSON.stringify({ uploadId: '0'.repeat(32) }),
    });
    expect(json.status).toBe(422);
  });

  test('a request that fails frees its key', async () => {
    const failed = await post(clipForm('a.mp4', { model: 'wide' }), 'again');
    const right = await post(clipForm('a.mp4'), 'again');
    expect([failed.status, right.status]).toEqual([400, 202]);
  });

  test('an invalid key is refused', async () => {
    expect(await post(clipForm('a.mp4'), 'k'.repeat(256))).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
}
