import { beforeEach, expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { hiddenJobs, jobsStore } from '../jobs/jobs.ts';
import { fakeService, problem, someJob } from '../testing/fake-service.ts';
import { JobPage } from './job-page.tsx';

const service = fakeService();
const { id } = someJob();
const get = `GET /v1/jobs/${id}`;

beforeEach(() => {
  hiddenJobs.set(() => new Set());
  jobsStore.set((all) => ({ ...all, jobs: [] }));
});

test.each([
  ['a missing job', { status: 404, body: problem(404, 'not-found', 'Gone.') }, 'Clip not found'],
  [
    'a job that needs a key',
    { status: 401, body: problem(401, 'unauthorized', 'A key is needed.') },
    'Sign in to continue',
  ],
  ['a broken connection', new TypeError('no network'), 'No connection'],
])('%s has a notice', async (_, reply, title) => {
  service.on(get, reply);
  render(<JobPage id={id} />);
  expect(await screen.findByRole('heading', { level: 1, name: title })).not.toBeNull();
});

const ended = { finishedAt: '2026-01-01T10:01:00.000Z' };

test('a failed job shows its error', async () => {
  const error = {
    code: 'no-video' as const,
    message: 'The file has no picture.',
    retryable: false,
  };
  service.on(get, { status: 200, body: someJob({ state: 'failed', error, ...ended }) });
  render(<JobPage id={id} />);
  expect((await screen.findByRole('alert')).textContent).toContain('The file has no picture.');
  expect(screen.queryByRole('button', { name: 'Retry dance.mp4' })).toBeNull();
});

test('a cancelled job can be retried', async () => {
  service.on(get, { status: 200, body: someJob({ state: 'cancelled', ...ended }) });
  render(<JobPage id={id} />);
  expect(await screen.findByRole('button', { name: 'Retry dance.mp4' })).not.toBeNull();
  expect(document.title).toBe('dance.mp4 · Dance Pose Analyser');
});

test('a running job shows its progress', async () => {
  const progress = {
    ...{ stage: 'track' as const, percent: 42, framesDone: 10, framesTotal: 24 },
    ...{ framesPerSecond: null, etaSeconds: 3 },
  };
  service.on(get, { status: 200, body: someJob({ state: 'active', progress }) });
  service.on(`${get}/events`, 'pending');
  render(<JobPage id={id} />);
  const bar = await screen.findByRole('progressbar', { name: 'Analysis' });
  expect(bar.getAttribute('value')).toBe('42');
  expect(screen.getByRole('status').textContent).toBe(
    '42% · Finding the dancer · 10 of 24 frames · 3 s left',
  );
});
