import { type JobDocument, type JobRecord, objectKeys, UserError } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { eventually } from './raw-request.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { startTestApi } from './test-api.ts';

/** Retry of failed and cancelled jobs. */
export function retryConformance(open: OpenBackend): void {
  const api = withApi(open);
  const post = (id: string, what: string, status: number) =>
    api().json(status, `/v1/jobs/${id}/${what}`, { method: 'POST' });
  const work = () => {
    const scripted = scriptWork(api().backend.store);
    return { scripted, consumer: api().backend.consume(scripted) };
  };
  const failed = async (): Promise<JobDocument> => {
    const { consumer } = work();
    const job = await api().end((await api().submit('broken.mp4')).id);
    await consumer.close(0);
    return job;
  };

  test('a failed job is queued again under its id, and its record is removed from the store', async () => {
    const before = await failed();
    const { id } = before;
    expect(await api().keys()).toContain(objectKeys.record(id));
    const after = await post(id, 'retry', 202);
    const changed = { startedAt: null, finishedAt: null, error: null, expiresAt: null };
    expect(after).toEqual({ ...before, ...changed, state: 'queued' });
    expect(await api().keys()).toEqual([objectKeys.input(id)]);
    expect(await post(id, 'retry', 409)).toMatchObject({ code: 'job-not-finished' });
    work();
    expect(await api().end(id)).toMatchObject({ state: 'failed', attempts: 2 });
  });

  test('a cancelled job can complete, and then needs no retry', async () => {
    const { id } = await api().submit('a.mp4');
    await post(id, 'cancel', 200);
    expect(await post(id, 'retry', 202)).toMatchObject({ id, state: 'queued' });
    work();
    expect(await api().end(id)).toMatchObject({ state: 'completed', error: null });
    expect(await post(id, 'retry', 409)).toMatchObject({ code: 'job-already-finished' });
  });

  test('a job whose file or landmarks have expired cannot be retried', async () => {
    const lost = await failed();
    await api().backend.store.deletePrefix(objectKeys.input(lost.id));
    expect(await post(lost.id, 'retry', 410)).toMatchObject({ code: 'input-missing' });
    const { id } = await api().submit('c.mp4');
    const whole = (await api().backend.queue.get(id)) as JobRecord;
    const basedOn = { jobId: id, how: 'rendering' } as const;
    const child = { ...whole, id: 'c'.repeat(32), source: { ...whole.source, basedOn } };
    await api().backend.queue.add({ ...child, requestId: 'r' });
    await post(child.id, 'cancel', 200);
    expect(await post(child.id, 'retry', 410)).toMatchObject({
      code: 'input-missing',
      detail: expect.stringContaining(`POST /v1/jobs/${id}/rerender`),
    });
  });

  test('a job that is missing in the queue can be retried later', async () => {
    const job = await failed();
    const record = (await api().backend.queue.get(job.id)) as JobRecord;
    const { scripted } = work();
    await api().backend.queue.remove(job.id);
    expect(await eventually(async () => (await api().keys()).length === 0)).toBe(true);
    await scripted.recordOutcome(record);
    const { store } = api().backend;
    await store.put(objectKeys.input(job.id), Buffer.from('a'), { contentType: 'video/mp4' });
    const response = await api().request(`/v1/jobs/${job.id}/retry`, { method: 'POST' });
    expect([response.status, response.headers.has('retry-after')]).toEqual([503, true]);
    expect(await api().keys()).toContain(objectKeys.record(job.id));
  });

  test('if the queue fails half-way, the client learns of it and can retry later', async () => {
    const { id } = await failed();
    const retry = async (): Promise<never> => {
      throw new UserError('queue-unavailable', 'made up');
    };
    const { backend } = api();
    await using other = await startTestApi({ ...backend, queue: { ...backend.queue, retry } });
    await other.json(503, `/v1/jobs/${id}/retry`, { method: 'POST' });
    expect(await post(id, 'retry', 202)).toMatchObject({ state: 'queued' });
  });
}
