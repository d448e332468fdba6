import { objectKeys, UserError } from '@dance-pose/contracts';
import type { JobQueue, Ledger } from '@dance-pose/queue';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openMemory } from './testing/backends-conformance.ts';
import { scriptWork } from './testing/scripted-work.ts';
import { type Backend, clipForm, startTestApi, type TestApi } from './testing/test-api.ts';

const away = (): UserError => new UserError('queue-unavailable', 'made up: no answer in time');

/** A job is made exactly once, even if the queue's response is lost or the process dies half-way. */
describe('when it is unknown if a job was made', () => {
  const open = new Set<TestApi>();
  afterEach(async () => {
    for (const api of open) await api[Symbol.asyncDispose]();
    open.clear();
  });
  const start = async (backend: Backend): Promise<TestApi> => {
    const api = await startTestApi(backend);
    open.add(api);
    return api;
  };
  const post = (api: TestApi, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    api.request('/v1/jobs', { method: 'POST', body: clipForm('a.mp4'), headers, ...init });
  const jobs = async (api: TestApi) =>
    (await api.backend.queue.list({ owner: 'anonymous', limit: 10 })).jobs;
  const keyed = { 'Idempotency-Key': 'once' };

  /** Adds the job but loses the response; then the queue stays unavailable for a while. */
  const losingResponses = (queue: JobQueue): { queue: JobQueue; repaired: boolean } => {
    const state = { repaired: false };
    const get: JobQueue['get'] = async (id) => {
      if (!state.repaired) throw away();
      return queue.get(id);
    };
    const add: JobQueue['add'] = async (job) => {
      await queue.add(job);
      if (!state.repaired) throw away();
    };
    return Object.assign(state, { queue: { ...queue, add, get } });
  };

  test('its file is kept, and the job runs', async () => {
    const whole = await openMemory();
    const lossy = losingResponses(whole.queue);
    const api = await start({ ...whole, queue: lossy.queue });
    expect((await post(api)).status).toBe(503);
    lossy.repaired = true;
    const [made] = await jobs(api);
    expect(await api.keys()).toEqual([objectKeys.input(made?.id ?? '')]);
    api.backend.consume(scriptWork(api.backend.store));
    expect(await api.end(made?.id ?? '')).toMatchObject({ state: 'completed' });
  });

  test('a job that was not made leaves nothing', async () => {
    const whole = await openMemory();
    const add: JobQueue['add'] = async () => {
      throw away();
    };
    const api = await start({ ...whole, queue: { ...whole.queue, add } });
    expect((await post(api, keyed)).status).toBe(503);
    expect(await api.keys()).toEqual([]);
    expect(await whole.ledger.get('idempotency:anonymous:once')).toBeUndefined();
    expect(await whole.limiter.holders('jobs:address:127.0.0.1')).toEqual([]);
  });

  test('repeating the request with the same Idempotency-Key finds the job', async () => {
    const whole = await openMemory();
    const lossy = losingResponses(whole.queue);
    const api = await start({ ...whole, queue: lossy.queue });
    expect((await post(api, keyed)).status).toBe(503);
    lossy.repaired = true;
    const [made, ...more] = await jobs(api);
    expect(more).toEqual([]);
    for (let i = 0; i < 2; i += 1) {
      const again = await post(api, keyed);
      expect([again.status, await again.json()]).toMatchObject([202, { id: made?.id }]);
    }
    expect(await jobs(api)).toHaveLength(1);
    expect(await api.keys()).toHaveLength(1);
  });

  test('after a process dies just before or after adding the job, the next process makes the same job', async () => {
    for (const dying of ['before', 'after']) {
      const whole = await openMemory();
      const died = Promise.withResolvers<void>();
      const never = new Promise<never>(() => {});
      const die = async (): Promise<never> => {
        died.resolve();
        return never;
      };
      // A dead process neither responds nor cleans up.
      const ledger: Ledger = { ...whole.ledger, set: die };
      const queue: JobQueue = { ...whole.queue, ...(dying === 'before' ? { add: die } : {}) };
      const first = await startTestApi({ ...whole, ledger, queue });
      const giveUp = new AbortController();
      const unanswered = post(first, keyed, { signal: giveUp.signal }).catch(() => 'unanswered');
      await died.promise;
      const next = await start(whole);
      expect((await post(next, keyed)).status).toBe(409);
      await whole.ledger.forget('idempotency-lease:anonymous:once'); // This happens by itself after a minute.
      const [id] = (await next.keys()).map((key) => key.split('/')[1]);
      const again = await post(next, keyed);
      expect([dying, again.status, await again.json()]).toMatchObject([dying, 202, { id }]);
      expect((await jobs(next)).map((job) => job.id)).toEqual([id]);
      expect(await next.keys()).toEqual([objectKeys.input(id ?? '')]);
      giveUp.abort();
      expect(await unanswered).toBe('unanswered');
      await first[Symbol.asyncDispose]();
    }
  });
});
