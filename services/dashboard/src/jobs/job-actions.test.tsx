import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Toasts, toastMs } from '../shared/toasts.tsx';
import { fakeService, problem, someJob } from '../testing/fake-service.ts';
import { JobActions } from './job-actions.tsx';
import { hiddenJobs, jobsStore, putJob } from './jobs.ts';

const service = fakeService();
const job = someJob();
const user = userEvent.setup({ advanceTimers: (ms) => jest.advanceTimersByTime(ms) });
const button = (name: string) => screen.getByRole('button', { name });

async function press(name: string): Promise<void> {
  await user.click(button(name));
  await act(() => jest.advanceTimersByTimeAsync(0));
}

beforeEach(() => {
  jest.useFakeTimers();
  hiddenJobs.set(() => new Set());
  jobsStore.set((all) => ({ ...all, jobs: [] }));
});
afterEach(() => {
  jest.useRealTimers();
});

function show(changes: Parameters<typeof someJob>[0]): void {
  const shown = someJob(changes);
  putJob(shown);
  render(
    <>
      <JobActions job={shown} />
      <Toasts />
    </>,
  );
}

test('a running job can be cancelled', async () => {
  service.on(`POST /v1/jobs/${job.id}/cancel`, {
    status: 200,
    body: someJob({ state: 'cancelled' }),
  });
  show({ state: 'active' });
  await press('Cancel dance.mp4');
  expect(jobsStore.get().jobs[0]?.state).toBe('cancelled');
});

test.each([
  ['a cancelled job', { state: 'cancelled' as const }, true],
  ['a fault of the service', failed('worker-lost', true), true],
  ['a refused file', failed('no-video', false), false],
  ['a completed job', { state: 'completed' as const }, false],
])('Retry after %s: %j', (_, changes, isOffered) => {
  show(changes);
  expect(screen.queryByRole('button', { name: 'Retry dance.mp4' }) !== null).toBe(isOffered);
});

function failed(code: 'worker-lost' | 'no-video', retryable: boolean) {
  return { state: 'failed' as const, error: { code, message: 'It failed.', retryable } };
}

test('a refused action shows its reason', async () => {
  service.on(`POST /v1/jobs/${job.id}/retry`, {
    status: 409,
    body: problem(409, 'input-missing', 'The file has expired.'),
  });
  show({ state: 'cancelled' });
  await press('Retry dance.mp4');
  expect(screen.getByRole('status').textContent).toContain('The file has expired.');
});

describe('Delete', () => {
  const deleted = () => service.seen.filter(({ line }) => line.startsWith('DELETE'));

  test('hides the job and deletes it once the toast has gone', async () => {
    service.on(`DELETE /v1/jobs/${job.id}`, { status: 204 });
    show({ state: 'completed' });
    await press('Delete dance.mp4');
    expect(jobsStore.get().jobs).toEqual([]);
    expect(deleted()).toEqual([]);
    await act(() => jest.advanceTimersByTimeAsync(toastMs));
    expect(deleted()).toHaveLength(1);
  });

  test('can be undone', async () => {
    show({ state: 'completed' });
    await press('Delete dance.mp4');
    await press('Undo');
    await act(() => jest.advanceTimersByTimeAsync(toastMs));
    expect(jobsStore.get().jobs).toHaveLength(1);
    expect(deleted()).toEqual([]);
  });

  test('restores a job that the service did not delete', async () => {
    service.on(`DELETE /v1/jobs/${job.id}`, new TypeError('connection refused'));
    show({ state: 'completed' });
    await press('Delete dance.mp4');
    await act(() => jest.advanceTimersByTimeAsync(toastMs));
    expect(jobsStore.get().jobs).toHaveLength(1);
    expect(screen.getByRole('status').textContent).toContain('“dance.mp4” was not deleted.');
  });
});
