import { beforeEach, expect, test } from '@jest/globals';
import { fakeService, someJob } from '../testing/fake-service.ts';
import { hiddenJobs, jobsStore, loadOlderJobs, refreshJobs } from './jobs.ts';

const service = fakeService();
const { signal } = new AbortController();
const jobAt = (hour: number) =>
  someJob({
    id: String(hour).padStart(32, '0') as ReturnType<typeof someJob>['id'],
    createdAt: `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
  });
const hours = () => jobsStore.get().jobs.map(({ createdAt }) => Number(createdAt.slice(11, 13)));
const page = (jobs: readonly number[], nextCursor: string | null) => ({
  status: 200,
  body: { jobs: jobs.map(jobAt), nextCursor },
});

beforeEach(() => {
  hiddenJobs.set(() => new Set());
  jobsStore.set(() => ({ jobs: [], state: 'loading', problem: null, nextCursor: null }));
});

test('older pages follow the newest, and stay when that is loaded again', async () => {
  service.on('GET /v1/jobs?limit=20', page([9, 8], 'next'));
  service.on('GET /v1/jobs?limit=20&cursor=next', page([7, 6], null));
  await refreshJobs(signal);
  await loadOlderJobs(signal);
  expect(hours()).toEqual([9, 8, 7, 6]);
  service.on('GET /v1/jobs?limit=20', page([10, 9], 'next'));
  await refreshJobs(signal);
  expect(hours()).toEqual([10, 9, 8, 7, 6]);
});

test('a job that the newest page no longer has is gone', async () => {
  service.on('GET /v1/jobs?limit=20', page([9, 8], null));
  await refreshJobs(signal);
  service.on('GET /v1/jobs?limit=20', page([9], null));
  await refreshJobs(signal);
  expect(hours()).toEqual([9]);
});

test('a hidden job does not come back with a page', async () => {
  hiddenJobs.set(() => new Set([jobAt(8).id]));
  service.on('GET /v1/jobs?limit=20', page([9, 8], null));
  await refreshJobs(signal);
  expect(hours()).toEqual([9]);
});

test.each([
  ['offline', new TypeError('no network'), /retries automatically/],
  ['sign-in', { status: 401, body: { code: 'unauthorized', detail: 'A key is needed.' } }, /key/],
])('the list stays while the state is %s', async (state, reply, text) => {
  service.on('GET /v1/jobs?limit=20', page([9], null));
  await refreshJobs(signal);
  service.on('GET /v1/jobs?limit=20', reply);
  await refreshJobs(signal);
  expect(jobsStore.get()).toMatchObject({ state, problem: expect.stringMatching(text) });
  expect(hours()).toEqual([9]);
});
